/** Work on items of a stream, some at a time. */

import { OperationAbortedError } from '@tito/tikv';

/**
 * Runs work for every item, at most `width` at once; takes no item from the stream before there is room for it.
 *
 * @throws the first failure, when everything that was begun has ended
 */
export async function parallel<T>(
  items: AsyncIterable<T>,
  width: number,
  signal: AbortSignal | undefined,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | null = null as { readonly error: unknown } | null;
  try {
    for await (const item of items) {
      if (signal?.aborted === true) throw new OperationAbortedError(signal.reason);
      const one = work(item)
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => running.delete(one));
      running.add(one);
      if (running.size >= width) await Promise.race(running);
      if (failure !== null) break;
    }
  } finally {
    await Promise.all(running);
  }
  if (failure !== null) throw failure.error;
}
