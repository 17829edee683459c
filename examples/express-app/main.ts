/** `npm run example -- express-app`: the shop on Express. Ctrl-C stops it; `--demo` makes a few requests and stops. */

import { openCluster } from '../shop/endpoints';
import { tour } from '../shop/tour';
import { startShop } from './shop';

async function main(): Promise<void> {
  const cluster = await openCluster();
  const shop = await startShop({ endpoints: cluster.endpoints, port: Number(process.env['PORT'] ?? 0) });
  console.log(`The shop listens on ${shop.url}`);
  if (process.argv.includes('--demo')) await tour(shop.url, console.log);
  else await new Promise((resolve) => ['SIGINT', 'SIGTERM'].forEach((name) => process.once(name, resolve)));
  await shop.stop();
  await cluster.stop();
  console.log('The shop is closed.');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
