/** The command line of `tito`: which commands there are, and how their failures become exit codes. */

import { isTitoError } from '@tito/orm';
import { Command, CommanderError } from 'commander';
import { clusterCommand } from './commands/cluster';
import { completionCommand } from './commands/completion';
import { dataCommand } from './commands/data';
import { doctorCommand } from './commands/doctor';
import { explainCommand } from './commands/explain';
import { gcCommand } from './commands/gc';
import { generateCommand } from './commands/generate';
import { indexCommand } from './commands/indexes';
import { initCommand } from './commands/init';
import { queueCommand } from './commands/queue';
import { replCommand } from './commands/repl';
import { schemaCommand } from './commands/schema';
import { serveCommand } from './commands/serve';
import { UsageError } from './errors';
import { EXIT, type ExitCode, ExitWith } from './exit';
import { toJson } from './output/plain';
import type { Terminal } from './terminal';

const HELP = `
Exit codes: 0 done, 1 failed, 2 findings (a check found differences), 64 wrong command line, 75 failed for now.
TITO_PD names the cluster for every command: host:port[,host:port].`;

export function createProgram(terminal: Terminal): Command {
  const program = new Command('tito')
    .description('Tools for Tito: an embedded PD + TiKV and what one needs around it.')
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .exitOverride()
    .showHelpAfterError('(add --help for the options)')
    .addHelpText('after', HELP);
  const commands = [
    serveCommand(terminal),
    initCommand(terminal),
    generateCommand(terminal),
    explainCommand(terminal),
    schemaCommand(terminal),
    indexCommand(terminal),
    dataCommand(terminal),
    queueCommand(terminal),
    clusterCommand(terminal),
    gcCommand(terminal),
    doctorCommand(terminal),
    replCommand(terminal),
    completionCommand(terminal, () => program),
  ];
  for (const command of commands) program.addCommand(inherit(command, program));
  return program;
}

/** Commander copies settings to commands that it makes, not to those that are added. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const nested of command.commands) inherit(nested, command);
  return command;
}

/**
 * Runs one command line, without `node` and the script's name.
 *
 * @returns the exit code, see `EXIT`
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    await createProgram(terminal).parseAsync([...args], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (error instanceof ExitWith) return error.code;
    terminal.err(args.includes('--json') ? errorJson(error) : `tito: ${describe(error)}`);
    if (error instanceof UsageError) return EXIT.usage;
    return isTitoError(error) && error.retryable ? EXIT.retryable : EXIT.failure;
  }
}

function describe(error: unknown): string {
  if (!isTitoError(error)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const details = Object.entries(error.details).map(([name, value]) => `${name}: ${show(value)}`);
  return `${error.message}${details.length > 0 ? ` (${details.join(', ')})` : ''} [${error.code}]`;
}

function show(value: unknown): string {
  return typeof value === 'object' && value !== null ? toJson(value) : String(value);
}

function errorJson(error: unknown): string {
  if (!isTitoError(error)) return toJson({ error: { code: 'INTERNAL', message: String(error) } });
  const { code, message, retryable, details } = error;
  return toJson({ error: { code, message, retryable, details } });
}
