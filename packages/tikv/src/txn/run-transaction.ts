/** Runs work in a transaction, and runs it again when nothing was written and trying again may succeed. */

import { isTitoError } from '@tito/protocol';
import type { ClientContext } from '../context';
import { createBackoffer } from '../context';
import { checkCount } from '../limits';
import type { BackoffKind } from '../retry/backoff-table';
import { tellOfCommit } from './after-commit';
import type { RunTransactionOptions, Transaction } from './transaction';

const DEFAULT_ATTEMPTS = 10;
const MAX_ATTEMPTS = 1000;
const REPLAY: BackoffKind = { name: 'replay', baseMs: 2, capMs: 1000, jitter: 'equal' };
/** Whoever has lost so often waits less than those who came later, so that nobody loses for ever. */
const PATIENT_REPLAYS = 12;
const ELDER_REPLAY: BackoffKind = { name: 'elderReplay', baseMs: 16, capMs: 256, jitter: 'equal' };
const REPLAY_BUDGET_MS = 60_000;

export async function runTransaction<T>(
  context: ClientContext,
  begin: () => Promise<Transaction>,
  work: (txn: Transaction) => Promise<T>,
  options: RunTransactionOptions,
): Promise<T> {
  const { attempts = DEFAULT_ATTEMPTS } = options;
  checkCount('attempts', attempts, MAX_ATTEMPTS);
  const backoffer = createBackoffer(context, REPLAY_BUDGET_MS, options);
  for (let attempt = 1; ; attempt++) {
    backoffer.check();
    const txn = await begin();
    try {
      const result = await work(txn);
      const commitTs = txn.state === 'active' ? await txn.commit() : null;
      if (commitTs !== null) tellOfCommit(() => options.onCommit?.(commitTs));
      return result;
    } catch (error) {
      await txn.rollback();
      if (!isTitoError(error) || !error.retryable || attempt >= attempts) throw error;
      await backoffer.backOff(attempt <= PATIENT_REPLAYS ? REPLAY : ELDER_REPLAY, error);
    }
  }
}
