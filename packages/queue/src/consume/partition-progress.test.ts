import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { composePosition, sequenceOf } from '../position';
import { PartitionProgress } from './partition-progress';

const positions = fc
  .tuple(fc.bigInt({ min: 1n, max: 30n }), fc.integer({ min: 0, max: 2 }))
  .map(([sequence, index]) => composePosition(sequence, index));
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('meet' as const), position: positions }),
    fc.record({
      do: fc.constant('settle' as const),
      position: positions,
      by: fc.constantFrom('marker' as const, 'checkpoint' as const),
    }),
    fc.record({
      do: fc.constant('advance' as const),
      final: fc.bigInt({ min: 0n, max: 30n }),
      max: fc.integer({ min: 1, max: 5 }),
    }),
  ),
  { maxLength: 80 },
);

describe('the progress of a partition', () => {
  test('never passes an open event, frees each marker once, and knows every event once', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const progress = new PartitionProgress(0n);
        const open = new Set<bigint>();
        const markers = new Set<bigint>();
        for (const step of history) {
          if (step.do === 'meet') {
            const isNew = progress.meet(step.position);
            if (isNew) open.add(step.position);
          } else if (step.do === 'settle') {
            const wasOpen = open.delete(step.position);
            if (sequenceOf(step.position) > progress.watermark || wasOpen) {
              progress.settle(step.position, step.by);
              if (step.by === 'marker') markers.add(step.position);
              else markers.delete(step.position);
            }
          } else {
            const plan = progress.planAdvance(step.final, step.max);
            if (plan === null) continue;
            expect(plan.watermark).toBeGreaterThan(progress.watermark);
            expect(plan.watermark).toBeLessThanOrEqual(step.final);
            for (const position of open) expect(sequenceOf(position)).toBeGreaterThan(plan.watermark);
            for (const position of plan.markers) expect(markers.delete(position)).toBe(true);
            for (const position of markers) expect(sequenceOf(position)).toBeGreaterThan(plan.watermark);
            progress.advance(plan);
          }
          expect(progress.openCount).toBe(open.size);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('rises to just below the first open event', () => {
    const progress = new PartitionProgress(0n);
    for (const sequence of [5n, 7n, 9n]) expect(progress.meet(composePosition(sequence, 0))).toBe(true);
    progress.settle(composePosition(5n, 0), 'marker');
    progress.settle(composePosition(9n, 0), 'marker');
    expect(progress.planAdvance(100n, 10)).toEqual({ watermark: 6n, markers: [composePosition(5n, 0)] });
    expect(progress.planAdvance(4n, 10)).toEqual({ watermark: 4n, markers: [] });
  });

  test('passes a transaction whole: not when its markers do not fit any more, but alone even when they are many', () => {
    const progress = new PartitionProgress(0n);
    progress.settle(composePosition(4n, 0), 'marker');
    for (const index of [0, 1, 2]) progress.settle(composePosition(5n, index), 'marker');
    const first = progress.planAdvance(9n, 2)!;
    expect(first).toEqual({ watermark: 4n, markers: [composePosition(4n, 0)] });
    progress.advance(first);
    expect(progress.planAdvance(9n, 2)?.watermark).toBe(9n);
  });

  test('meets an event again after it was forgotten', () => {
    const progress = new PartitionProgress(0n);
    const position = composePosition(5n, 0);
    expect([progress.meet(position), progress.meet(position)]).toEqual([true, false]);
    progress.forget(position);
    expect(progress.meet(position)).toBe(true);
  });
});
