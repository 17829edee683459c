/** What follows the region in the context of a request, encoded once for all requests. */

import { type Init, encodeMessage, kvrpcpb } from '@tito/protocol';

/** How long a server may work on a write that is late, so that it does not happen after the client has given up. */
const MAX_EXECUTION_MS = 20_000n;

export class ContextTails {
  readonly #read: Pair;
  readonly #write: Pair;

  constructor(apiVersion: 1 | 2, clusterId: bigint) {
    const version = apiVersion === 2 ? kvrpcpb.APIVersion.V2 : kvrpcpb.APIVersion.V1;
    this.#read = pairOf({ apiVersion: version, clusterId });
    this.#write = pairOf({ apiVersion: version, clusterId, maxExecutionDurationMs: MAX_EXECUTION_MS });
  }

  /** @param isRepeat something was sent before, so that the store looks for its own earlier work */
  of({ isWrite }: { readonly isWrite: boolean }, isRepeat: boolean): Uint8Array {
    const pair = isWrite ? this.#write : this.#read;
    return isRepeat ? pair.repeat : pair.first;
  }
}

interface Pair {
  readonly first: Uint8Array;
  readonly repeat: Uint8Array;
}

function pairOf(fields: Init<kvrpcpb.Context>): Pair {
  return {
    first: encodeMessage(kvrpcpb.Context, fields),
    repeat: encodeMessage(kvrpcpb.Context, { ...fields, isRetryRequest: true }),
  };
}
