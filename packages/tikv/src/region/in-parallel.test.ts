import { expect, test } from '@jest/globals';
import { inParallel } from './in-parallel';

test('work runs at most so many at a time, all of it, begun in order', async () => {
  let running = 0;
  let most = 0;
  const begun: number[] = [];
  await inParallel(
    Array.from({ length: 50 }, (_, i) => i),
    4,
    async (i) => {
      begun.push(i);
      most = Math.max(most, ++running);
      for (let turn = 0; turn < i % 5; turn++) await Promise.resolve();
      running--;
    },
  );
  expect(most).toBe(4);
  expect(begun).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

test('after a failure nothing more is begun, and what runs has ended', async () => {
  const ended: number[] = [];
  let begun = 0;
  const work = inParallel([0, 1, 2, 3, 4, 5, 6, 7], 3, async (i) => {
    begun++;
    await Promise.resolve();
    if (i === 1) throw new RangeError('the second');
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    ended.push(i);
  });
  await expect(work).rejects.toThrow(RangeError);
  expect(ended).toEqual([0, 2]);
  expect(begun).toBe(3);
});

test('nothing to do is done at once', async () => {
  await inParallel([], 3, () => Promise.reject(new RangeError('never')));
});
