/** What holds for every command, also for those that are added later. */

import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { createProgram } from '../src/program';
import { folderWith, runTito } from './support/run';

interface Described {
  readonly path: readonly string[];
  readonly command: Command;
}

function commandsOf(command: Command, path: readonly string[] = []): Described[] {
  if (command.commands.length === 0) return [{ path, command }];
  return command.commands.flatMap((each) => commandsOf(each, [...path, each.name()]));
}

const program = createProgram({
  out: () => undefined,
  err: () => undefined,
  interrupted: new Promise(() => undefined),
  cwd: '/',
  env: {},
  isInteractive: false,
  input: Readable.from([]),
});
const all = commandsOf(program).map(({ path, command }) => [path.join(' '), path, command] as const);
const connected = all.filter(([, , command]) => command.options.some(({ long }) => long === '--pd'));

/** For arguments that are not any word. */
const SAMPLES: Readonly<Record<string, string>> = { position: 'latest', json: '{}' };

/** Something for every argument that a command needs. */
const argumentsOf = (command: Command): string[] => [
  ...command.registeredArguments
    .filter((each) => each.required)
    .map((each) => SAMPLES[each.name()] ?? each.argChoices?.[0] ?? 'x'),
  ...command.options
    .filter((each) => each.mandatory)
    .flatMap(({ long, required }) => (required ? [long!, '1'] : [long!])),
];

/** Help is broken into lines. */
const flat = (lines: readonly string[]): string => lines.join(' ').replace(/\s+/g, ' ');

/** Nobody listens there. */
const NOWHERE = ['--pd', '127.0.0.1:1', '--connect-timeout', '300'];

describe('every command', () => {
  test('is known', () => {
    expect(all.length).toBeGreaterThan(20);
    expect(connected.length).toBeGreaterThan(12);
  });

  test.each(all)('tito %s explains itself', async (_, path, command) => {
    const { code, out, err } = await runTito([...path, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: [] });
    expect(flat(out)).toContain(command.description());
    for (const { long, description } of command.options) {
      expect(out.join('\n')).toContain(long);
      expect(description).not.toBe('');
    }
  });

  test.each(all)('tito %s refuses an option that it does not have', async (_, path) => {
    const { code, out, err } = await runTito([...path, '--no-such-option']);
    expect({ code, out }).toEqual({ code: 64, out: [] });
    expect(err.join('\n')).toContain('error:');
  });

  test.each(all.filter(([, , command]) => command.registeredArguments.some(({ required }) => required)))(
    'tito %s refuses to run without its arguments',
    async (_, path) => {
      expect(await runTito(path)).toMatchObject({ code: 64, out: [] });
    },
  );

  test.each(connected)('tito %s says that there is no cluster, soon', async (_, path, command) => {
    const cwd = folderWith({ 'tito.config.json': '{}' });
    const { code, out, err } = await runTito([...path, ...argumentsOf(command), ...NOWHERE, '--json'], {
      cwd,
    });
    if (path[0] === 'doctor') {
      expect(code).toBe(2);
      expect(out.join('')).toContain('"cluster"');
      return;
    }
    expect([1, 75, 64]).toContain(code);
    expect(out).toEqual([]);
    const { error } = JSON.parse(err.join('')) as { error: { code: string } };
    expect(['TIKV_CONNECT_FAILED', 'CLI_USAGE']).toContain(error.code);
  });

  test.each(connected)('tito %s refuses endpoints that are none', async (_, path, command) => {
    const { code } = await runTito([...path, ...argumentsOf(command), '--pd', 'nonsense']);
    expect(code).toBe(64);
  });
});

describe('tito', () => {
  test('lists its commands', async () => {
    const { code, out } = await runTito(['--help']);
    expect(code).toBe(0);
    for (const command of program.commands) expect(flat(out)).toContain(command.description());
  });

  test.each(['bash', 'zsh', 'fish'])('completes commands in %s', async (shell) => {
    const { code, out } = await runTito(['completion', shell]);
    expect(code).toBe(0);
    for (const word of ['dead-letters', 'generate', 'cluster']) expect(out.join('\n')).toContain(word);
  });
});
