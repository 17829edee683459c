/** `npm run quickstart`: the examples one after the other, each under a heading; stops at the first that fails. */
import { endWith } from './end-with';
import { CLASSIC_EXAMPLES, runExample } from './run-example';
import { WORKSPACE_ROOT } from './workspace-root';

async function main(): Promise<number> {
  for (const [position, name] of CLASSIC_EXAMPLES.entries()) {
    process.stdout.write(`${position === 0 ? '' : '\n'}== ${name} ==\n\n`);
    const code = await runExample(WORKSPACE_ROOT, name);
    if (code !== 0) {
      process.stderr.write(`\nThe example '${name}' failed with exit code ${code}.\n`);
      return 1;
    }
  }
  process.stdout.write(`\nAll examples ran: ${CLASSIC_EXAMPLES.join(', ')}.\n`);
  return 0;
}

main().then((code) => process.exit(code), endWith);
