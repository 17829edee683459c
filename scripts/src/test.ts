/**
 * `npm test`: every test of the workspace. Arguments go to jest: `npm test -- packages/tikv -t 'keeps the lock'`.
 */
import { endWith } from './end-with';
import { runJestAndExit } from './run-jest';
import { WORKSPACE_ROOT } from './workspace-root';

runJestAndExit(WORKSPACE_ROOT, process.argv.slice(2)).catch(endWith);
