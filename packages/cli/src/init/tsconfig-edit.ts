/** The compiler's flags that decorators need, added to a tsconfig.json with its comments kept. */

import { type ParseError, applyEdits, modify, parse } from 'jsonc-parser';
import { EditError } from '../errors';

/** Set whatever the file says. */
const REQUIRED = { experimentalDecorators: true, emitDecoratorMetadata: true } as const;
/** Set where the file says nothing. */
const PREFERRED = { strict: true, target: 'ES2022' } as const;

const FRESH = {
  compilerOptions: {
    target: 'ES2022',
    module: 'Node16',
    moduleResolution: 'Node16',
    types: ['node'],
    strict: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    esModuleInterop: true,
    skipLibCheck: true,
    sourceMap: true,
    rootDir: 'src',
    outDir: 'dist',
  },
  include: ['src'],
};

/** @throws EditError for a file that is no JSON with comments */
export function editTsconfig(before: string | null): string {
  if (before === null) return `${JSON.stringify(FRESH, null, 2)}\n`;
  const errors: ParseError[] = [];
  const config = parse(before, errors, { allowTrailingComma: true }) as
    { compilerOptions?: Record<string, unknown> } | undefined;
  if (errors.length > 0 || typeof config !== 'object') {
    throw new EditError('tsconfig.json cannot be read', { file: 'tsconfig.json' });
  }
  const given = config.compilerOptions ?? {};
  let text = before;
  const set = (name: string, value: unknown): void => {
    text = applyEdits(
      text,
      modify(text, ['compilerOptions', name], value, {
        formattingOptions: { insertSpaces: true, tabSize: 2 },
      }),
    );
  };
  for (const [name, value] of Object.entries(REQUIRED)) if (given[name] !== value) set(name, value);
  for (const [name, value] of Object.entries(PREFERRED)) if (given[name] === undefined) set(name, value);
  return text;
}
