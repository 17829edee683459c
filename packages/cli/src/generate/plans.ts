/** Which files each piece of generated code consists of. */

import { EditError, UsageError } from '../errors';
import { consumerSource } from './consumer-source';
import { addImport, addToModule } from './edit-source';
import { expressRouter, expressTest } from './express-sources';
import type { ModelSpec } from './field-spec';
import { type PlannedFile, planEdit, planFile } from './file-plan';
import { inputSource } from './input-source';
import { findModelFile, importOf, modelFileOrPlace, pieceFile, requireModelFile } from './layout';
import { modelSource } from './model-source';
import { type NestImports, nestController, nestModule, nestService, nestTest } from './nest-sources';
import type { Project } from './project';
import { repositorySource } from './repository-source';
import { type ThingNames, thingNames } from './sources';

export function planModel(project: Project, name: string, spec: ModelSpec): PlannedFile[] {
  const file = pieceFile(project, thingNames(name), 'model');
  const importModel = (model: string): string => importOf(project, file, modelFileOrPlace(project, model));
  return [planFile(project.root, `${file}.ts`, modelSource(name, spec, importModel))];
}

/** @throws UsageError when the model does not exist */
export function planRepository(project: Project, name: string): PlannedFile[] {
  const names = thingNames(name);
  const file = pieceFile(project, names, 'repository');
  const model = importOf(project, file, requireModelFile(project, name));
  return [planFile(project.root, `${file}.ts`, repositorySource(names, model))];
}

/** @param topic whose events it handles */
export function planConsumer(project: Project, name: string, topic: string): PlannedFile[] {
  const names = thingNames(name);
  const file = pieceFile(project, names, 'consumer');
  const consumer = planFile(project.root, `${file}.ts`, consumerSource(project.framework, names, topic));
  if (project.framework !== 'nest') return [consumer];
  return [consumer, planAppEdit(project, 'providers', `${names.className}Consumer`, file)];
}

/**
 * A Nest module around a model, imported by the application's.
 *
 * @throws UsageError outside of Nest, or when the model does not exist; EditError
 */
export function planModule(project: Project, name: string): PlannedFile[] {
  if (project.framework !== 'nest') {
    throw new UsageError('modules are for NestJS, which this project does not use', { root: project.root });
  }
  const names = thingNames(name);
  const file = pieceFile(project, names, 'module');
  const source = nestModule(
    names,
    nestImports(project, names, file, requireModelFile(project, name)),
    'model',
  );
  return [planFile(project.root, `${file}.ts`, source), planAppModule(project, names)];
}

/**
 * Create, read, update, delete and list over HTTP. A model that exists stays as it is; its fields must be given again, for
 * the input.
 *
 * @throws UsageError in a project without Nest or Express; EditError
 */
export function planResource(project: Project, name: string, spec: ModelSpec): PlannedFile[] {
  if (project.framework === 'none') {
    throw new UsageError('resources are for NestJS and Express, and this project uses neither', {
      root: project.root,
    });
  }
  const names = thingNames(name);
  const existing = findModelFile(project, name);
  const model = existing === null ? planModel(project, name, spec) : [];
  const rest = project.framework === 'nest' ? nestResource : expressResource;
  return [...model, ...rest(project, names, spec, existing ?? pieceFile(project, names, 'model'))];
}

function nestResource(project: Project, names: ThingNames, spec: ModelSpec, model: string): PlannedFile[] {
  const [service, controller, module] = (['service', 'controller', 'module'] as const).map((piece) =>
    pieceFile(project, names, piece),
  ) as [string, string, string];
  const input = model.replace(/\.model$/, '.input');
  const importsOf = (file: string): NestImports => nestImports(project, names, file, model);
  const test = `${controller}.spec`;
  const plan = (file: string, source: string): PlannedFile => planFile(project.root, `${file}.ts`, source);
  return [
    plan(input, inputSource(names, spec, importOf(project, input, model))),
    plan(service, nestService(names, importsOf(service))),
    plan(controller, nestController(names, importsOf(controller))),
    plan(module, nestModule(names, importsOf(module), 'resource')),
    ...(isTestable(spec) ? [plan(test, nestTest(names, spec, importsOf(test)))] : []),
    planAppModule(project, names),
  ];
}

function expressResource(project: Project, names: ThingNames, spec: ModelSpec, model: string): PlannedFile[] {
  const router = pieceFile(project, names, 'router');
  const input = model.replace(/\.model$/, '.input');
  const test = `${router}.test`;
  const importsOf = (file: string) => ({
    model: importOf(project, file, model),
    input: importOf(project, file, input),
    router: importOf(project, file, router),
  });
  const plan = (file: string, source: string): PlannedFile => planFile(project.root, `${file}.ts`, source);
  return [
    plan(input, inputSource(names, spec, importOf(project, input, model))),
    plan(router, expressRouter(names, importsOf(router))),
    ...(isTestable(spec) ? [plan(test, expressTest(names, spec, importsOf(test)))] : []),
  ];
}

/** A row that must point at another needs that other one first, of which nothing is known here. */
function isTestable({ references }: ModelSpec): boolean {
  return references.every(({ isOptional }) => isOptional);
}

function nestImports(project: Project, names: ThingNames, from: string, model: string): NestImports {
  const to = (file: string): string => importOf(project, from, file);
  return {
    model: to(model),
    input: to(model.replace(/\.model$/, '.input')),
    service: to(pieceFile(project, names, 'service')),
    controller: to(pieceFile(project, names, 'controller')),
    module: to(pieceFile(project, names, 'module')),
  };
}

function planAppModule(project: Project, names: ThingNames): PlannedFile {
  const module = pieceFile(project, names, 'module');
  return planAppEdit(project, 'imports', `${names.manyClass}Module`, module);
}

/** The application's module gets one more element, which a file declares. */
function planAppEdit(
  project: Project,
  list: 'imports' | 'providers',
  element: string,
  declaredIn: string,
): PlannedFile {
  const app = `${project.sourceRoot}/app.module`;
  const file = `${app}.ts`;
  return planEdit(project.root, file, (before) => {
    if (before === null) throw new EditError('there is no application module', { file });
    return addToModule(
      addImport(before, element, importOf(project, app, declaredIn), file),
      list,
      element,
      file,
    );
  });
}
