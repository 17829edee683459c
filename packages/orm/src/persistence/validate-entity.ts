/**
 * Checks what is about to be written by the validator that the model names. The row is checked as it will be, defaults
 * filled in; what a schema makes of it is not stored: it may only agree or refuse.
 */

import { DefinitionError, ValidationError, type ValidationIssue } from '../errors';
import type { Operation } from '../metadata/event-options';
import type { ModelMetadata } from '../metadata/model-metadata';
import type { StandardIssue, StandardSchema } from '../metadata/standard-schema';
import type { StoredValues } from '../metadata/stored-form';
import type { BoundModel } from './bound-model';
import { frozenEntity } from './plan-save';

/** The part of class-validator that is used. */
interface ClassValidator {
  validate(
    entity: object,
    options: { forbidUnknownValues: boolean; groups: string[]; always: boolean },
  ): Promise<readonly ClassValidatorError[]>;
}

interface ClassValidatorError {
  readonly property: string;
  readonly constraints?: Readonly<Record<string, string>>;
  readonly children?: readonly ClassValidatorError[];
}

/**
 * @param op the group of class-validator that is checked besides what is in no group: `insert` or `update`
 * @throws ValidationError
 */
export async function validateEntity(model: BoundModel, values: StoredValues, op: Operation): Promise<void> {
  const { validate, id, name } = model.metadata;
  if (validate === null) return;
  const entity = frozenEntity(model, values[id.property] as string, values);
  const issues =
    validate === 'class-validator'
      ? await classIssues(model.metadata, entity, op)
      : await schemaIssues(validate, entity);
  if (issues.length > 0) throw new ValidationError(name, issues);
}

async function schemaIssues(schema: StandardSchema, entity: object): Promise<ValidationIssue[]> {
  const { issues = [] } = await schema['~standard'].validate(entity);
  return issues.map(({ message, path = [] }) => ({ message, path: path.map(pathStep) }));
}

function pathStep(step: NonNullable<StandardIssue['path']>[number]): string | number {
  const key = typeof step === 'object' ? step.key : step;
  return typeof key === 'symbol' ? String(key) : key;
}

async function classIssues(model: ModelMetadata, entity: object, op: Operation): Promise<ValidationIssue[]> {
  const options = { forbidUnknownValues: false, groups: [op], always: true };
  const errors = await classValidator(model).validate(entity, options);
  return errors.flatMap((error) => flatten(error, []));
}

function flatten(
  { property, constraints = {}, children = [] }: ClassValidatorError,
  outer: readonly string[],
): ValidationIssue[] {
  const path = [...outer, property];
  const own = Object.values(constraints).map((message) => ({ path, message }));
  return [...own, ...children.flatMap((child) => flatten(child, path))];
}

/** An optional peer: only models that ask for it need it. @throws DefinitionError when it is not installed */
export function classValidator({ model }: ModelMetadata): ClassValidator {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would need it always
    return require('class-validator') as ClassValidator;
  } catch (cause) {
    throw new DefinitionError(
      "validate: 'class-validator' needs that package: install it",
      { class: model.name },
      cause,
    );
  }
}
