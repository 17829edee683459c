/**
 * Checks what can be checked of the architecture: no import cycle, no edge outside the tables, no undeclared
 * dependency, no undocumented error code, no file named after nothing. Reports sizes without failing on them.
 */
import { ARCHITECTURE } from './architecture';
import { checkWorkspace } from './check-workspace';
import { loadWorkspace } from './load-workspace';
import { WORKSPACE_ROOT } from './workspace-root';
import type { Finding } from './workspace-files';

function format({ path, line, rule, message }: Finding): string {
  return `${path}:${line}  ${rule}  ${message}\n`;
}

const { problems, notes } = checkWorkspace(loadWorkspace(WORKSPACE_ROOT), ARCHITECTURE);
for (const note of notes) process.stdout.write(`note: ${format(note)}`);
for (const problem of problems) process.stdout.write(format(problem));
process.stdout.write(`tidy: ${problems.length} problems, ${notes.length} notes\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
