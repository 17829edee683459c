/** `tito completion`: scripts that complete commands and options in a shell. */

import { Argument, Command } from 'commander';
import type { Terminal } from '../terminal';

type Shell = 'bash' | 'zsh' | 'fish';

const HELP = `
Examples:
  source <(tito completion bash)
  tito completion zsh > "\${fpath[1]}/_tito"
  tito completion fish > ~/.config/fish/completions/tito.fish`;

/** @param root gives the whole program, to know what there is */
export function completionCommand(terminal: Terminal, root: () => Command): Command {
  return new Command('completion')
    .description('Prints a script that completes commands and options.')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', HELP)
    .action((shell: Shell) => {
      const paths = pathsOf(root());
      for (const line of SCRIPTS[shell](paths)) terminal.out(line);
    });
}

interface CommandPath {
  /** `tito`, `tito data get`. */
  readonly path: string;
  readonly words: readonly string[];
}

/** Every command with what may follow it: its commands, its options. */
function pathsOf(command: Command, above = ''): CommandPath[] {
  const path = above === '' ? command.name() : `${above} ${command.name()}`;
  const options = command.options.flatMap(({ long }) => (long ? [long] : []));
  const words = [...command.commands.map((each) => each.name()), ...options, '--help'];
  return [{ path, words }, ...command.commands.flatMap((each) => pathsOf(each, path))];
}

const SCRIPTS: Readonly<Record<Shell, (paths: readonly CommandPath[]) => readonly string[]>> = {
  bash: (paths) => [
    '_tito() {',
    ...posixBody(paths).map((line) => `  ${line}`),
    '  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))',
    '}',
    'complete -o default -F _tito tito',
  ],
  zsh: (paths) => [
    '#compdef tito',
    'autoload -U +X bashcompinit && bashcompinit',
    '_tito() {',
    ...posixBody(paths).map((line) => `  ${line}`),
    '  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))',
    '}',
    'complete -o default -F _tito tito',
  ],
  fish: (paths) =>
    paths.flatMap(({ path, words }) => {
      const [, ...names] = path.split(' ');
      const seen = names.map((name) => `__fish_seen_subcommand_from ${name}`);
      const condition = seen.length === 0 ? '__fish_use_subcommand' : seen.join('; and ');
      return words.map((word) =>
        word.startsWith('--')
          ? `complete -c tito -n '${condition}' -l ${word.slice(2)}`
          : `complete -c tito -f -n '${condition}' -a ${word}`,
      );
    }),
};

/** Finds the deepest command among the words typed so far, and what may follow it. */
function posixBody(paths: readonly CommandPath[]): string[] {
  return [
    'local path=tito word words',
    'for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
    '  case "$path $word" in',
    `    ${paths
      .slice(1)
      .map(({ path }) => `'${path}'`)
      .join('|')}) path="$path $word" ;;`,
    '  esac',
    'done',
    'case "$path" in',
    ...paths.map(({ path, words }) => `  '${path}') words='${words.join(' ')}' ;;`),
    'esac',
  ];
}
