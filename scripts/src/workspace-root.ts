/** Where the workspace begins, seen from the compiled scripts in `scripts/dist`. */
import { resolve } from 'node:path';

export const WORKSPACE_ROOT = resolve(__dirname, '..', '..');
