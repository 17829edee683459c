/**
 * Additions to TypeScript that somebody wrote: an import, an element of a list of a Nest module. The text around
 * them stays as it is, and what is there already is not added again.
 */

import { type ParseResult, parse } from '@babel/parser';
import { EditError } from '../errors';

type File = ParseResult;
type Statement = File['program']['body'][number];
type ImportDeclaration = Extract<Statement, { type: 'ImportDeclaration' }>;

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Adds `import { <name> } from '<from>'` unless the name is imported.
 *
 * @throws EditError for text that is no TypeScript
 */
export function addImport(source: string, name: string, from: string, file: string): string {
  const { imports } = read(source, file);
  if (imports.some((each) => each.specifiers.some(({ local }) => local.name === name))) return source;
  const same = imports.find(
    ({ source: { value }, importKind, specifiers }) =>
      value === from && importKind !== 'type' && specifiers.some(({ type }) => type === 'ImportSpecifier'),
  );
  const quote = source.includes(' from "') ? '"' : "'";
  if (same) {
    const last = same.specifiers[same.specifiers.length - 1];
    return insert(source, { at: last?.end ?? 0, text: `, ${name}` });
  }
  const at = imports.at(-1)?.end ?? 0;
  const line = `import { ${name} } from ${quote}${from}${quote};`;
  return insert(source, { at, text: at === 0 ? `${line}\n` : `\n${line}` });
}

/**
 * Adds an element to a list in the argument of the file's `@Module`.
 *
 * @param list which one
 * @param element an expression, such as `ProductsModule` or `TitoModule.forRoot({ ... })`; it counts as present when one
 *   begins with its text up to the first parenthesis
 * @throws EditError when the file has no `@Module({ ... })`, or its list is no array that is written out
 */
export function addToModule(
  source: string,
  list: 'imports' | 'providers',
  element: string,
  file: string,
): string {
  const options = moduleOptions(read(source, file).body);
  if (options === null) throw new EditError('the file has no @Module with an object', { file });
  const property = options.properties.find(
    (each) => each.type === 'ObjectProperty' && each.key.type === 'Identifier' && each.key.name === list,
  );
  if (property === undefined) {
    const separator = options.properties.length > 0 ? '\n  ' : '\n  ';
    const after = options.properties.length > 0 ? '' : '\n';
    return insert(source, {
      at: (options.start ?? 0) + 1,
      text: `${separator}${list}: [${element}],${after}`,
    });
  }
  if (property.type !== 'ObjectProperty' || property.value.type !== 'ArrayExpression') {
    throw new EditError('the list is no array that is written out', { file, list });
  }
  const { elements, start, end } = property.value;
  const head = element.split('(', 1)[0] as string;
  const isThere = elements.some((each) => {
    const text = each ? source.slice(each.start ?? 0, each.end ?? 0) : '';
    return text === head || text.startsWith(`${head}(`);
  });
  if (isThere) return source;
  const last = elements[elements.length - 1];
  if (!last) return insert(source, { at: (start ?? 0) + 1, text: element });
  const isBroken = source.slice(start ?? 0, end ?? 0).includes('\n');
  const indent = isBroken ? `\n${indentAt(source, last.start ?? 0)}` : ' ';
  return insert(source, { at: last.end ?? 0, text: `,${indent}${element}` });
}

interface Source {
  readonly body: readonly Statement[];
  readonly imports: readonly ImportDeclaration[];
}

function read(source: string, file: string): Source {
  try {
    const { body } = parse(source, {
      sourceType: 'module',
      plugins: ['typescript', 'decorators-legacy'],
    }).program;
    return { body, imports: body.filter((each) => each.type === 'ImportDeclaration') };
  } catch (cause) {
    throw new EditError(
      'the file cannot be read as TypeScript',
      { file, problem: (cause as Error).message },
      cause,
    );
  }
}

function moduleOptions(body: readonly Statement[]) {
  for (const statement of body) {
    const declared =
      statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
        ? statement.declaration
        : statement;
    if (declared?.type !== 'ClassDeclaration') continue;
    for (const { expression } of declared.decorators ?? []) {
      if (expression.type !== 'CallExpression' || expression.callee.type !== 'Identifier') continue;
      const [argument] = expression.arguments;
      if (expression.callee.name === 'Module' && argument?.type === 'ObjectExpression') return argument;
    }
  }
  return null;
}

function insert(source: string, { at, text }: Insertion): string {
  return source.slice(0, at) + text + source.slice(at);
}

function indentAt(source: string, at: number): string {
  const line = source.slice(source.lastIndexOf('\n', at - 1) + 1, at);
  return /^\s*/.exec(line)?.[0] ?? '';
}
