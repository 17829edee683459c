/** One request to one store, ready to be sent in either way. */

import type { Init } from '@tito/protocol';
import type { StoreCommand } from './store-commands';

/**
 * What comes before the request's own fields: parts of the encoding of `kvrpcpb.Context`, one after the other. They are
 * encoded once for many requests.
 */
export type ContextParts = readonly Uint8Array[];

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- calls of all types side by side
export interface StoreCall<Request = any, Response = any> {
  readonly command: StoreCommand<Request, Response>;
  readonly context: ContextParts;
  /** Without its context. */
  readonly request: Init<Request>;
  /** From now until the answer is here. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Not among others on the stream. */
  readonly isAlone?: boolean | undefined;
}
