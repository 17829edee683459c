import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { Backoffer } from './backoffer';
import { systemClock } from './clock';

test('work that is left behind may fail without anybody listening', async () => {
  const unhandled: unknown[] = [];
  const listener = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', listener);
  const signal = AbortSignal.abort(new Error('enough'));
  const backoffer = new Backoffer({ clock: systemClock, random: () => 0, budgetMs: 1000, signal });
  let fail: (error: Error) => void = () => undefined;
  const work = new Promise<void>((_, reject) => (fail = reject));
  await expect(backoffer.waitFor(work)).rejects.toMatchObject({ code: 'TIKV_ABORTED' });
  fail(new Error('too late'));
  // Unhandled rejections are told after the microtasks of a turn.
  const turn = new EventTarget();
  setImmediate(() => turn.dispatchEvent(new Event('over')));
  await once(turn, 'over');
  process.off('unhandledRejection', listener);
  expect(unhandled).toEqual([]);
});
