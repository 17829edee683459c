import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type LaneItem, type LanePolicy, type LaneWork, Lanes } from './lanes';

const OWNER = {};
const item = (key: string, position: number, owner: object = OWNER): LaneItem => ({
  key,
  position: BigInt(position),
  owner,
});
const lanesOf = (policy: LanePolicy = 'block', maxParked = 100): Lanes<LaneItem> =>
  new Lanes<LaneItem>(policy, maxParked);
const brief = (work: LaneWork<LaneItem> | null): string | null =>
  work && `${work.kind} ${work.item.key}${work.item.position}`;

describe('lanes', () => {
  test('run one event of a key at a time, in order, and different keys side by side', () => {
    const lanes = lanesOf();
    for (const [key, position] of [
      ['a', 1],
      ['a', 2],
      ['b', 3],
    ] as const)
      lanes.push(item(key, position));
    const first = lanes.take(0)!;
    expect([brief(first), brief(lanes.take(0)), brief(lanes.take(0))]).toEqual(['run a1', 'run b3', null]);
    lanes.finish(first);
    expect(brief(lanes.take(0))).toBe('run a2');
  });

  test('park what comes behind a failed event of the key, and run it in order afterwards', () => {
    const lanes = lanesOf();
    for (const position of [1, 2, 3]) lanes.push(item('a', position));
    const failed = lanes.take(0)!;
    lanes.park(failed.item, 500);
    lanes.finish(failed);
    for (const expected of ['park a2', 'park a3']) {
      const work = lanes.take(0)!;
      expect(brief(work)).toBe(expected);
      lanes.park(work.item, 0);
      lanes.finish(work);
    }
    expect([lanes.take(499), lanes.nextDueMs()]).toEqual([null, 500]);
    const order: (string | null)[] = [];
    for (let work = lanes.take(500); work !== null; work = lanes.take(500)) {
      order.push(brief(work));
      lanes.unpark(work.item);
      lanes.finish(work);
    }
    expect(order).toEqual(['retry a1', 'retry a2', 'retry a3']);
    expect(lanes.nextDueMs()).toBe(Infinity);
  });

  test('let later events overtake a failed one when the policy says so', () => {
    const lanes = lanesOf('overtake');
    lanes.push(item('a', 1));
    lanes.push(item('a', 2));
    const failed = lanes.take(0)!;
    lanes.park(failed.item, 500);
    lanes.finish(failed);
    expect(brief(lanes.take(0))).toBe('run a2');
  });

  test('stop parking at the limit per key and keep the rest waiting', () => {
    const lanes = lanesOf('block', 1);
    lanes.push(item('a', 1));
    lanes.push(item('a', 2));
    const failed = lanes.take(0)!;
    lanes.park(failed.item, 500);
    lanes.finish(failed);
    expect([lanes.take(0), lanes.freshCount, lanes.nextDueMs()]).toEqual([null, 1, 500]);
  });

  test('try the same event again after it was put back, and nothing of its key before', () => {
    const lanes = lanesOf();
    lanes.push(item('a', 1));
    lanes.push(item('a', 2));
    lanes.putBack(lanes.take(0)!, 100);
    expect([lanes.take(99), lanes.nextDueMs(), brief(lanes.take(100))]).toEqual([null, 100, 'run a1']);
  });

  test('forget the events of a dropped owner only', () => {
    const lanes = lanesOf();
    const other = {};
    lanes.push(item('a', 1));
    lanes.park(item('b', 2), 0);
    lanes.push(item('c', 3, other));
    lanes.drop(OWNER);
    expect([brief(lanes.take(0)), lanes.take(0), lanes.parkedCount]).toEqual(['run c3', null, 0]);
  });

  test('keep a parked event that was parked again by another owner when the first is dropped', () => {
    const lanes = lanesOf();
    const other = {};
    lanes.park(item('a', 1), 0);
    lanes.park(item('a', 1, other), 0);
    lanes.drop(OWNER);
    expect([brief(lanes.take(0)), lanes.parkedCount]).toEqual(['retry a1', 1]);
  });

  test('keep the order of each key under any mix of failures, retries and pace', () => {
    const choices = fc.array(fc.tuple(fc.nat(), fc.constantFrom('ok', 'fail', 'back')), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 }), choices, (keys, script) => {
        const lanes = lanesOf();
        keys.forEach((key, i) => lanes.push(item(key, i)));
        const running: LaneWork<LaneItem>[] = [];
        const done: LaneItem[] = [];
        let now = 0;
        for (let step = 0; done.length < keys.length; step++) {
          expect(step).toBeLessThan(5000);
          const [pick, wish] = script[step % script.length]!;
          const outcome = step > 1000 ? 'ok' : wish;
          now += 1;
          const taken = lanes.take(now);
          if (taken !== null) running.push(taken);
          expect(new Set(running.map((work) => work.item.key)).size).toBe(running.length);
          if (running.length === 0) continue;
          const [work] = running.splice(pick % running.length, 1) as [LaneWork<LaneItem>];
          if (work.kind === 'park') lanes.park(work.item, 0);
          else if (outcome === 'fail') lanes.park(work.item, now + 3);
          else if (outcome === 'ok') {
            done.push(work.item);
            lanes.unpark(work.item);
          }
          if (outcome === 'back' && work.kind !== 'park') lanes.putBack(work, now + 2);
          else lanes.finish(work);
        }
        for (const key of ['a', 'b', 'c']) {
          const order = done.filter((entry) => entry.key === key).map((entry) => Number(entry.position));
          expect(order).toEqual([...order].sort((x, y) => x - y));
        }
        expect([lanes.freshCount, lanes.parkedCount, lanes.nextDueMs()]).toEqual([0, 0, Infinity]);
      }),
      { numRuns: 300 },
    );
  });
});
