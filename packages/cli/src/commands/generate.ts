/** `tito generate`: typed code to begin with. */

import { Command } from 'commander';
import { parseFields } from '../generate/field-spec';
import { type PlannedFile, applyPlan, planDifference } from '../generate/file-plan';
import { checkName } from '../generate/names';
import { planConsumer, planModel, planModule, planRepository, planResource } from '../generate/plans';
import { type Project, findProject } from '../generate/project';
import { Printer } from '../output/printer';
import type { Terminal } from '../terminal';

const FIELDS = `
Fields are name:kind, name?:kind when they may be absent, name:kind:unique or name:kind:index for an index, and
name:ref=Model for a reference. Kinds: string, int, double, bigint, boolean, date, bytes, decimal, uuid, json.
`;

interface GenerateOptions {
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly json: boolean;
}

export function generateCommand(terminal: Terminal): Command {
  const generate = new Command('generate')
    .alias('g')
    .description('Writes models, repositories, modules, consumers and resources.');
  const add = (
    piece: string,
    description: string,
    example: string,
    hasFields: boolean,
    plan: (
      project: Project,
      name: string,
      fields: readonly string[],
      options: { topic?: string },
    ) => PlannedFile[],
  ): void => {
    const command = withFileOptions(new Command(piece))
      .description(description)
      .argument('<name>', 'such as product or order-line')
      .addHelpText('after', `${hasFields ? FIELDS : ''}\nExamples:\n  tito generate ${piece} ${example}`);
    if (hasFields) command.argument('[fields...]', 'its fields');
    if (piece === 'consumer')
      command.option('--topic <name>', 'whose events it handles; <name>.changed by default');
    command.action((name: string, ...rest: unknown[]) => {
      const fields = hasFields ? (rest[0] as string[]) : [];
      const options = command.opts<GenerateOptions & { topic?: string }>();
      const project = findProject(terminal.cwd);
      write(terminal, project, plan(project, checkName(name), fields, options), options);
    });
    generate.addCommand(command);
  };
  add(
    'model',
    'A model class.',
    'product name:string price:decimal sku:string:unique',
    true,
    (project, name, fields) => planModel(project, name, parseFields(fields)),
  );
  add('repository', 'A repository class for a model that exists.', 'product', false, (project, name) =>
    planRepository(project, name),
  );
  add('module', 'A NestJS module around a model that exists.', 'product', false, (project, name) =>
    planModule(project, name),
  );
  add('consumer', 'A handler of events.', 'mailer --topic order.paid', false, (project, name, _, { topic }) =>
    planConsumer(project, name, topic ?? `${name}.changed`),
  );
  add(
    'resource',
    'A model with create, read, update, delete and list over HTTP, and a test.',
    'product name:string price:decimal',
    true,
    (project, name, fields) => planResource(project, name, parseFields(fields)),
  );
  return generate;
}

function withFileOptions(command: Command): Command {
  return command
    .option('--dry-run', 'show the changes, make none', false)
    .option('--force', 'replace files that exist with other content', false)
    .option('--json', 'print JSON', false);
}

function write(
  terminal: Terminal,
  project: Project,
  plan: readonly PlannedFile[],
  options: GenerateOptions,
): void {
  const printer = new Printer(terminal, options);
  const files = applyPlan(project.root, plan, options);
  if (options.dryRun && !printer.isJson) for (const line of planDifference(plan)) terminal.out(line);
  else printer.list(files, ['path', 'outcome'], 'nothing to do');
}
