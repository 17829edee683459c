/** `tito init`: makes a project ready for Tito. */

import { Command } from 'commander';
import { applyPlan, outcomeOf, planDifference } from '../generate/file-plan';
import { findProject } from '../generate/project';
import { initPlan } from '../init/init-plan';
import { Printer } from '../output/printer';
import type { Terminal } from '../terminal';
import { ownVersion } from '../version';

const HELP = `
Finds out whether the project uses Nest, Express or neither, and adds what is missing: the compiler's flags for
decorators, the packages (npm install fetches them), tito.config.json, a compose file, and a first model that is
connected. What is there already stays. Nothing is asked; --dry-run shows what would change.

Examples:
  tito init
  tito init --dry-run`;

interface InitOptions {
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly json: boolean;
}

export function initCommand(terminal: Terminal): Command {
  return new Command('init')
    .description('Makes a project ready: flags, packages, configuration, compose file, a first model.')
    .option('--dry-run', 'show the changes, make none', false)
    .option('--force', 'replace files that exist with other content', false)
    .option('--json', 'print JSON', false)
    .addHelpText('after', HELP)
    .action((options: InitOptions) => {
      const project = findProject(terminal.cwd);
      const plan = initPlan(project, ownVersion());
      const printer = new Printer(terminal, options);
      const files = applyPlan(project.root, plan, options);
      if (options.dryRun && !printer.isJson) for (const line of planDifference(plan)) terminal.out(line);
      else printer.list(files, ['path', 'outcome'], 'nothing to do');
      if (options.dryRun) return;
      printer.note(`framework: ${project.framework}`);
      const isPackageChanged = plan.some(
        (file) => file.path === 'package.json' && outcomeOf(file) === 'changed',
      );
      printer.note(isPackageChanged ? 'next: npm install, then npx tito serve' : 'next: npx tito serve');
    });
}
