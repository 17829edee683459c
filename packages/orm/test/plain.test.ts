/** `toPlain` and `fromPlain`: over JSON and back. */

import { describe, expect, test } from '@jest/globals';
import {
  Embedded,
  Field,
  Id,
  InvalidValueError,
  type Many,
  Model,
  type Ref,
  Relation,
  fromPlain,
  toPlain,
} from '../src/index';

class Window {
  @Field('date') from!: Date;
  @Field('bigint') size!: bigint;
}

@Model('thing')
class Thing {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('date') due?: Date | null;
  @Field('bigint') amount?: bigint;
  @Field('bytes') seal?: Uint8Array;
  @Field('decimal') price?: string;
  @Field('json') extra?: unknown;
  @Field('string', { hidden: true }) secret?: string;
  @Embedded(() => Window) window?: Window;
  @Relation(() => Thing, { kind: 'one' }) parent?: Ref<Thing> | null;
  @Relation(() => Thing, { kind: 'many', inverse: (each) => each.parent }) children!: Many<Thing>;
}

const overJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('plain values', () => {
  test('come back as the kinds of their fields', () => {
    const thing = Object.assign(Object.create(Thing.prototype as object) as Thing, {
      id: '1',
      name: 'x',
      due: new Date(5),
      amount: 2n ** 70n,
      seal: Uint8Array.of(0, 255),
      price: '12.5',
      extra: { at: '2026-01-31' },
      window: Object.assign(new Window(), { from: new Date(7), size: 9n }),
    });
    const back = fromPlain(Thing, overJson(toPlain(thing)));
    expect(back).toEqual({ ...thing });
    expect(back.window).toBeInstanceOf(Window);
    expect(back.seal).toBeInstanceOf(Uint8Array);
  });

  test('keep null, leave out what is absent, and take references as ids', () => {
    expect(fromPlain(Thing, { name: 'x', due: null, parent: '7', amount: undefined })).toEqual({
      name: 'x',
      due: null,
      parent: '7',
    });
  });

  test('bring in nothing that was not asked for', () => {
    const sent: unknown = JSON.parse(
      '{"__proto__":{"polluted":true},"constructor":{},"id":"1","name":"x","children":[],"other":1,"secret":"s"}',
    );
    expect(Object.keys(fromPlain(Thing, sent, ['name']))).toEqual(['name']);
    expect(Object.keys(fromPlain(Thing, sent)).sort()).toEqual(['id', 'name', 'secret']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    for (const nothing of [null, undefined, 5, 'text', []]) expect(fromPlain(Thing, nothing)).toEqual({});
  });

  test.each([
    ['a date', { due: 'yesterday' }],
    ['a bigint', { amount: '1.5' }],
    ['bytes', { seal: 'not base64!' }],
  ])('refuse text that is not %s', (_, plain) => {
    expect(() => fromPlain(Thing, plain)).toThrow(InvalidValueError);
  });
});
