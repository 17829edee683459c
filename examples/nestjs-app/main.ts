/** `npm run example -- nestjs-app`: the shop on NestJS. Ctrl-C stops it; `--demo` makes a few requests and stops. */

import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { openCluster } from '../shop/endpoints';
import { tour } from '../shop/tour';
import { AppModule } from './app.module';

async function main(): Promise<void> {
  const cluster = await openCluster();
  process.env['TITO_PD'] = cluster.endpoints.join(',');
  const app = await NestFactory.create(AppModule);
  await app.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1');
  const url = await app.getUrl();
  console.log(`The shop listens on ${url}`);
  if (process.argv.includes('--demo')) await tour(url, console.log);
  else await new Promise((resolve) => ['SIGINT', 'SIGTERM'].forEach((name) => process.once(name, resolve)));
  await app.close();
  await cluster.stop();
  console.log('The shop is closed.');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
