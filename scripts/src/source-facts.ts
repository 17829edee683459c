/**
 * What the checks want to know of one TypeScript file, read from its syntax tree in a single walk: what it imports, how
 * long its functions are, and the error codes it mentions.
 */
import ts from 'typescript';

export interface ImportFact {
  /** As written: `./region`, `@tito/tikv`, `node:fs`. */
  readonly specifier: string;
  readonly line: number;
}

export interface FunctionFact {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

export interface StringFact {
  readonly text: string;
  readonly line: number;
}

export interface SourceFacts {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly ImportFact[];
  readonly functions: readonly FunctionFact[];
  /** String literals that look like constants, `LIKE_THIS`. */
  readonly constantStrings: readonly StringFact[];
}

const CONSTANT = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;

export function readSourceFacts(path: string, text: string): SourceFacts {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const imports: ImportFact[] = [];
  const functions: FunctionFact[] = [];
  const constantStrings: StringFact[] = [];

  const visit = (node: ts.Node): void => {
    const line = lineOf(node.getStart(source));
    const specifier = importedBy(node);
    if (specifier !== undefined) imports.push({ specifier, line });
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      functions.push({ name: functionName(node, source), line, lines: lineOf(node.end) - line + 1 });
    }
    if (ts.isStringLiteralLike(node) && CONSTANT.test(node.text))
      constantStrings.push({ text: node.text, line });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports,
    functions,
    constantStrings,
  };
}

/** The module that a node brings in, types included: `import`, `export from`, `import()`, `import('x').T`, `require`. */
function importedBy(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isExternalModuleReference(node)) return literal(node.expression);
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? literal(node.argument.literal) : undefined;
  if (!ts.isCallExpression(node)) return undefined;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isImport || isRequire(node.expression) ? literal(node.arguments[0]) : undefined;
}

function isRequire(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'require';
  return (
    ts.isPropertyAccessExpression(callee) &&
    ts.isIdentifier(callee.expression) &&
    callee.expression.text === 'require'
  );
}

function literal(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function functionName(node: ts.SignatureDeclaration, source: ts.SourceFile): string {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  return node.name ? node.name.getText(source) : '(anonymous)';
}
