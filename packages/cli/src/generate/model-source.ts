/** The source of a model class. */

import { FIELD_KINDS, type FieldSpec, type ModelSpec, type ReferenceSpec } from './field-spec';
import { camelCase, kebabCase, pascalCase } from './names';

/**
 * A class with an id, the given fields and references, times and a version.
 *
 * @param fileOf where another model is declared, as this file imports it
 */
export function modelSource(
  name: string,
  { fields, references }: ModelSpec,
  fileOf: (model: string) => string,
): string {
  const className = pascalCase(name);
  const targets = [...new Set(references.map(({ target }) => target))].filter((each) => each !== className);
  const keys = fields.filter(({ mark }) => mark !== null);
  const lines = [
    `import { ${importsOf(keys, references).join(', ')} } from '@tito/orm';`,
    ...targets.map((target) => `import { ${target} } from '${fileOf(target)}';`),
    '',
    `@Model('${kebabCase(name)}')`,
    `export class ${className} {`,
    '  @Id() id!: string;',
    ...fields.map(fieldLine),
    ...references.map(referenceLine),
    '  @CreatedAt() createdAt!: Date;',
    '  @UpdatedAt() updatedAt!: Date;',
    '  @Version() revision!: number;',
    ...(keys.length > 0 ? [''] : []),
    ...keys.map((field) => keyLine(className, field)),
    '}',
    '',
  ];
  return lines.join('\n');
}

function importsOf(keys: readonly FieldSpec[], references: readonly ReferenceSpec[]): string[] {
  const hasUnique = keys.some(({ mark }) => mark === 'unique');
  const hasIndex = keys.some(({ mark }) => mark === 'index');
  return [
    'CreatedAt',
    ...(keys.length > 0 ? ['type F'] : []),
    'Field',
    'Id',
    ...(hasIndex ? ['Index'] : []),
    'Model',
    ...(references.length > 0 ? ['type Ref', 'Relation'] : []),
    ...(hasUnique ? ['Unique'] : []),
    'UpdatedAt',
    'Version',
    ...(hasIndex ? ['key'] : []),
    ...(hasUnique ? ['uniqueKey'] : []),
  ];
}

function fieldLine({ name, kind, isOptional }: FieldSpec): string {
  const { type } = FIELD_KINDS[kind];
  const declared = isOptional && type !== 'unknown' ? `${type} | null` : type;
  return isOptional
    ? `  @Field('${kind}') ${name}?: ${declared};`
    : `  @Field('${kind}', { required: true }) ${name}!: ${declared};`;
}

function referenceLine({ name, target, isOptional }: ReferenceSpec): string {
  const decorator = `@Relation(() => ${target}, { kind: 'one', onDelete: 'restrict' })`;
  return isOptional
    ? `  ${decorator} ${name}?: Ref<${target}> | null;`
    : `  ${decorator} ${name}!: Ref<${target}>;`;
}

function keyLine(className: string, { name, mark }: FieldSpec): string {
  const [decorator, maker] = mark === 'unique' ? ['@Unique()', 'uniqueKey'] : ['@Index()', 'key'];
  const row = camelCase(className)[0] as string;
  return `  ${decorator} static readonly by${pascalCase(name)} = ${maker}((${row}: F<${className}>) => [${row}.${name}]);`;
}
