/** `npm run example -- NAME`: one example, on an embedded server unless `TITO_PD` names a cluster. */
import { endWith, USAGE_EXIT_CODE } from './end-with';
import { EXAMPLE_NAMES, isExampleName, runExample } from './run-example';
import { WORKSPACE_ROOT } from './workspace-root';

async function main([name = '', ...rest]: readonly string[]): Promise<number> {
  if (!isExampleName(name)) {
    const problem = name === '' ? 'Which example?' : `There is no example '${name}'.`;
    process.stderr.write(
      `${problem} Examples: ${EXAMPLE_NAMES.join(', ')}. Usage: npm run example -- ${EXAMPLE_NAMES[0]}\n`,
    );
    return USAGE_EXIT_CODE;
  }
  return runExample(WORKSPACE_ROOT, name, rest);
}

main(process.argv.slice(2)).then((code) => process.exit(code), endWith);
