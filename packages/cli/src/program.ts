/** The command line of `tito`: which commands there are, and how their failures become exit codes. */

import { isTitoError } from '@tito/orm';
import { Command, CommanderError } from 'commander';
import { serveCommand } from './commands/serve';
import { UsageError } from './errors';
import { EXIT } from './exit';
import type { Terminal } from './terminal';

export function createProgram(terminal: Terminal): Command {
  const program = new Command('tito')
    .description('Tools for Tito: an embedded PD + TiKV and what one needs around it.')
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .exitOverride()
    .showHelpAfterError('(add --help for the options)');
  program.addCommand(serveCommand(terminal).copyInheritedSettings(program));
  return program;
}

/**
 * Runs one command line, without `node` and the script's name.
 *
 * @returns the exit code, see `EXIT`
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync([...args], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    terminal.err(`tito: ${describe(error)}`);
    if (error instanceof UsageError) return EXIT.usage;
    return isTitoError(error) && error.retryable ? EXIT.retryable : EXIT.failure;
  }
}

function describe(error: unknown): string {
  if (!isTitoError(error)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const details = Object.entries(error.details).map(([name, value]) => `${name}: ${String(value)}`);
  return `${error.message}${details.length > 0 ? ` (${details.join(', ')})` : ''} [${error.code}]`;
}
