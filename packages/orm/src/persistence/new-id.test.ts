import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IdMaker } from './new-id';

const zeros = (bytes: number): Uint8Array => new Uint8Array(bytes);

describe('made ids', () => {
  test('have the form of their standards', () => {
    // The example of RFC 9562, appendix A.6, has this time.
    const uuid = new IdMaker(() => 0x017f22e279b0, zeros).uuidV7();
    expect(uuid).toBe('017f22e2-79b0-7000-8000-000000000000');
    // The time part is the one of the example in the ULID specification.
    const ulid = new IdMaker(() => 1469918176385, zeros).ulid();
    expect(ulid).toBe('01ARYZ6S410000000000000000');
  });

  test('sort in the order in which they were made, whatever the clock does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 3 }), { minLength: 2, maxLength: 50 }),
        fc.boolean(),
        (times, isUuid) => {
          let i = 0;
          const maker = new IdMaker(
            () => 1_700_000_000_000 + times[i++]!,
            (bytes) => Uint8Array.from({ length: bytes }, () => (i * 97 + 13 * bytes) & 0xff),
          );
          const ids = times.map(() => (isUuid ? maker.uuidV7() : maker.ulid()));
          expect([...new Set(ids)].sort()).toEqual(ids);
          for (const id of ids) {
            expect(id).toMatch(
              isUuid
                ? /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
                : /^[0-9A-HJKMNP-TV-Z]{26}$/,
            );
          }
        },
      ),
    );
  });

  test('go on to the next millisecond when one has no more', () => {
    const maker = new IdMaker(
      () => 1,
      (bytes) => new Uint8Array(bytes).fill(0xff),
    );
    const first = maker.uuidV7();
    const maker2 = new IdMaker(
      () => 1,
      (bytes) => new Uint8Array(bytes).fill(0xff),
    );
    expect(maker2.uuidV7()).toBe(first);
    let last = first;
    for (let i = 0; i < 1000; i++) {
      const next = maker.uuidV7();
      expect(next > last).toBe(true);
      last = next;
    }
  });
});
