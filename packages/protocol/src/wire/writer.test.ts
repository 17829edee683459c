import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Writer } from './writer';

/** A body: bytes of its own, then bodies within it. */
interface Body {
  readonly own: number;
  readonly within: readonly Body[];
}

const { body } = fc.letrec<{ body: Body }>((tie) => ({
  body: fc.record({
    // Around the lengths at which a length takes one byte more.
    own: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom(126, 127, 128, 16_380, 16_384)),
    within: fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie('body'), { maxLength: 3 })),
  }),
}));

function write(writer: Writer, { own, within }: Body): void {
  const at = writer.begin();
  writer.raw(new Uint8Array(own).fill(7));
  for (const one of within) write(writer, one);
  writer.end(at);
}

/** The same by the book: the body first, then its length before it. */
function expected({ own, within }: Body): Buffer {
  const content = Buffer.concat([Buffer.alloc(own, 7), ...within.map(expected)]);
  const length: number[] = [];
  let rest = content.length;
  for (; rest > 127; rest >>>= 7) length.push((rest & 127) | 128);
  return Buffer.concat([Buffer.from([...length, rest]), content]);
}

test('bodies have their shortest lengths before them, whatever was written before', () => {
  const writer = new Writer(16);
  fc.assert(
    fc.property(fc.array(body, { maxLength: 6 }), (bodies) => {
      writer.reset();
      for (const one of bodies) write(writer, one);
      expect(writer.finish().equals(Buffer.concat(bodies.map(expected)))).toBe(true);
    }),
  );
});

test('what is cut off within a body leaves nothing behind', () => {
  const writer = new Writer();
  write(writer, { own: 3, within: [] });
  const before = writer.length;
  writer.begin();
  writer.begin();
  writer.byte(1);
  writer.truncate(before);
  write(writer, { own: 200, within: [{ own: 130, within: [] }] });
  const whole = [
    { own: 3, within: [] },
    { own: 200, within: [{ own: 130, within: [] }] },
  ];
  expect(writer.finish().equals(Buffer.concat(whole.map(expected)))).toBe(true);
});

test('bodies may lie deeper in each other than is remembered', () => {
  let deep: Body = { own: 1, within: [] };
  for (let i = 0; i < 60; i++) deep = { own: i % 3 === 0 ? 130 : 0, within: [deep] };
  const writer = new Writer();
  for (let round = 0; round < 3; round++) {
    writer.reset();
    write(writer, deep);
    expect(writer.finish().equals(expected(deep))).toBe(true);
  }
});
