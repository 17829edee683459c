/** Everything that makes a project ready, as one plan. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'jsonc-parser';
import { EditError } from '../errors';
import { addImport, addToModule } from '../generate/edit-source';
import { parseFields } from '../generate/field-spec';
import { type PlannedFile, planEdit, planFile } from '../generate/file-plan';
import { importOf, pieceFile } from '../generate/layout';
import { nestModule } from '../generate/nest-sources';
import { planModel } from '../generate/plans';
import type { Project } from '../generate/project';
import { type ThingNames, thingNames } from '../generate/sources';
import { COMPOSE_SOURCE } from './compose-source';
import { editPackageJson } from './package-edit';
import { editTsconfig } from './tsconfig-edit';

const FIRST_MODEL = 'note';
const FIRST_FIELDS = ['title:string:index', 'text?:string'];
const ENDPOINTS = "(process.env['TITO_PD'] ?? '127.0.0.1:2379').split(',')";

/** @param version of our packages. @throws EditError when a file cannot be changed where it has to be */
export function initPlan(project: Project, version: string): PlannedFile[] {
  const { root } = project;
  const names = thingNames(FIRST_MODEL);
  return [
    planEdit(root, 'package.json', editPackageJson(project, version)),
    planEdit(root, 'tsconfig.json', editTsconfig),
    ...unlessThere(root, 'tito.config.json', configSource(project)),
    ...unlessThere(root, 'docker-compose.yml', COMPOSE_SOURCE),
    ...planModel(project, FIRST_MODEL, parseFields(FIRST_FIELDS)).flatMap((file) =>
      unlessThere(root, file.path, file.after),
    ),
    ...(project.framework === 'nest' ? nestParts(project, names) : plainParts(project, names)),
  ];
}

/** A file that its owner may have changed since stays as it is. */
function unlessThere(root: string, file: string, content: string): PlannedFile[] {
  return fs.existsSync(path.join(root, file)) ? [] : [planFile(root, file, content)];
}

/** JSON, so that no command needs a loader for it; compiled models, for the same reason. */
function configSource(project: Project): string {
  const config = { endpoints: ['127.0.0.1:2379'], models: [`${outDirOf(project)}/**/*.model.js`] };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function outDirOf({ root }: Project): string {
  const file = path.join(root, 'tsconfig.json');
  if (!fs.existsSync(file)) return 'dist';
  const config = parse(fs.readFileSync(file, 'utf8'), [], { allowTrailingComma: true }) as
    { compilerOptions?: { outDir?: string } } | undefined;
  return (config?.compilerOptions?.outDir ?? 'dist').replace(/^\.\//, '').replace(/\/$/, '');
}

function nestParts(project: Project, names: ThingNames): PlannedFile[] {
  const { root, sourceRoot } = project;
  const module = pieceFile(project, names, 'module');
  const model = importOf(project, module, pieceFile(project, names, 'model'));
  const imports = { model, input: '', service: '', controller: '', module: '' };
  const app = `${sourceRoot}/app.module`;
  return [
    ...unlessThere(root, `${module}.ts`, nestModule(names, imports, 'model')),
    planEdit(root, `${app}.ts`, (before) => {
      if (before === null) throw new EditError('there is no application module', { file: `${app}.ts` });
      const file = `${app}.ts`;
      const className = `${names.manyClass}Module`;
      let text = addImport(before, 'TitoModule', '@tito/nestjs', file);
      text = addImport(text, className, importOf(project, app, module), file);
      text = addToModule(text, 'imports', `TitoModule.forRoot({ endpoints: ${ENDPOINTS} })`, file);
      return addToModule(text, 'imports', className, file);
    }),
  ];
}

function plainParts(project: Project, names: ThingNames): PlannedFile[] {
  const file = `${project.sourceRoot}/database`;
  const model = importOf(project, file, pieceFile(project, names, 'model'));
  const source = `import { Tito } from '@tito/orm';
import { ${names.className} } from '${model}';

/** Connects to the cluster that TITO_PD names (host:port[,host:port]), or to the one on this machine. */
export function connectDatabase(): Promise<Tito> {
  const endpoints = ${ENDPOINTS};
  return Tito.connect({ endpoints, models: [${names.className}] });
}
`;
  return unlessThere(project.root, `${file}.ts`, source);
}
