/** Changes to the files of a project: planned as a whole, shown as a difference, written only when all of them can be. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { FileExistsError } from '../errors';

export interface PlannedFile {
  /** Relative to the project. */
  readonly path: string;
  /** What is there; null: nothing. */
  readonly before: string | null;
  readonly after: string;
  /** `edit` keeps what the file says and adds to it; `file` is wholly ours. */
  readonly how: 'file' | 'edit';
}

export type FileOutcome = 'created' | 'changed' | 'unchanged';

export interface AppliedFile {
  readonly path: string;
  readonly outcome: FileOutcome;
}

export interface ApplyOptions {
  /** Replaces files that exist with other content. */
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** Plans a file with this content, whatever is there. */
export function planFile(root: string, file: string, after: string): PlannedFile {
  return { path: file, before: readOrNull(path.join(root, file)), after, how: 'file' };
}

/**
 * Plans a change of a file that says something already.
 *
 * @param edit gives the new text; null is passed when there is no file
 */
export function planEdit(root: string, file: string, edit: (before: string | null) => string): PlannedFile {
  const before = readOrNull(path.join(root, file));
  return { path: file, before, after: edit(before), how: 'edit' };
}

/** What applying the plan would do. */
export function outcomeOf({ before, after }: PlannedFile): FileOutcome {
  if (before === null) return 'created';
  return before === after ? 'unchanged' : 'changed';
}

/** The plan as a unified difference, empty when it changes nothing. */
export function planDifference(plan: readonly PlannedFile[]): string[] {
  return plan
    .filter((file) => outcomeOf(file) !== 'unchanged')
    .flatMap(({ path: name, before, after }) => {
      const old = before === null ? '/dev/null' : `a/${name}`;
      const patch = createTwoFilesPatch(old, `b/${name}`, before ?? '', after, undefined, undefined, {
        context: 3,
      });
      return patch.trimEnd().split('\n').slice(1);
    });
}

/**
 * Writes the plan, each file whole or not at all.
 *
 * @throws FileExistsError when a file of ours would replace another's; nothing is written then
 */
export function applyPlan(root: string, plan: readonly PlannedFile[], options: ApplyOptions): AppliedFile[] {
  const foreign = plan.filter((file) => file.how === 'file' && outcomeOf(file) === 'changed');
  if (foreign.length > 0 && !options.force && !options.dryRun) {
    throw new FileExistsError(foreign.map((file) => file.path));
  }
  return plan.map((file) => {
    const outcome = outcomeOf(file);
    if (!options.dryRun && outcome !== 'unchanged') write(path.join(root, file.path), file.after);
    return { path: file.path, outcome };
  });
}

/** Through a file beside it, so that a killed process leaves the old content or the new. */
function write(file: string, content: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, content);
  fs.renameSync(temporary, file);
}

function readOrNull(file: string): string | null {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
}
