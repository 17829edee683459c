/** The source of what a client may say of a row: only the model's own fields, read from JSON as the fields' kinds. */

import type { ModelSpec } from './field-spec';
import { type ThingNames, fieldList } from './sources';

/** @param modelImport how the file imports the model */
export function inputSource({ className, one }: ThingNames, spec: ModelSpec, modelImport: string): string {
  return `import { fromPlain } from '@tito/orm';
import { ${className} } from '${modelImport}';

/** What clients may write; anything else that they send is left out. */
const FIELDS = ${fieldList(spec)} as const;

export type ${className}Input = Pick<${className}, (typeof FIELDS)[number]>;

/** Reads a request's body. Kinds and required fields are checked when the row is written. */
export function ${one}Input(body: unknown): ${className}Input {
  return fromPlain(${className}, body, FIELDS);
}
`;
}
