import { describe, expect, test } from '@jest/globals';
import { newCatalogModel } from '../catalog/catalog-record';
import type { DecodedRow } from '../codec/row-codec';
import { Field, Id } from '../decorators/field.decorator';
import { Event } from '../decorators/event.decorator';
import { Index, Unique } from '../decorators/index.decorator';
import { Model } from '../decorators/model.decorator';
import { KeyLayout } from '../keys/key-layout';
import { type F, key, uniqueKey } from '../metadata/key-definition';
import { ModelRegistry } from '../metadata/model-registry';
import type { StoredValues } from '../metadata/stored-form';
import { BoundModel } from './bound-model';
import { planRemove } from './plan-remove';
import { planSave } from './plan-save';
import type { RowPlan } from './row-plan';

@Model('user')
@Event<User>('user.changed')
class User {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('int') age!: number;
  @Field('json') tags?: string[];
  @Unique() static readonly byName = uniqueKey((u: F<User>) => [u.name]);
  @Index() static readonly byAge = key((u: F<User>) => [u.age]);
  @Index() static readonly byTag = key((u: F<User>) => [u.tags.each]);
}

const metadata = new ModelRegistry([User]).get(User);
const layout = new KeyLayout('n');
const model = new BoundModel(metadata, newCatalogModel(7, metadata), layout, {
  reference: (_, id) => id,
  embedded: (_, value) => value,
  complete: () => undefined,
});
const ANN: StoredValues = { id: 'a', name: 'Ann', age: 5, tags: ['x', 'y'] };

function stored({ row }: RowPlan): DecodedRow {
  if (row.op === 'delete') throw new Error('the plan deletes the row');
  return model.codec.decode(row.key, 'a', row.value);
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const N = '016e00';

describe('a plan to save', () => {
  test('inserts the row and claims its unique values: their keys are those of docs/data-layout.md', () => {
    const plan = planSave(model, null, ANN);
    expect(plan.row.op).toBe('insert');
    expect(hex(plan.row.key)).toBe(`${N}72000000071061` + '00');
    expect(plan.claims.map(({ key: k, value }) => [hex(k), hex(value)])).toEqual([
      [`${N}7500000007000000010001` + '10416e6e00', '106100'],
    ]);
    expect(plan.entries.map(({ key: k, value }) => [hex(k), hex(value)])).toEqual([
      [`${N}6900000007000000020001` + '08c014000000000000' + '106100', '01'],
      [`${N}6900000007000000030001` + '107800' + '106100', '01'],
      [`${N}6900000007000000030001` + '107900' + '106100', '01'],
    ]);
    expect(plan.removed).toEqual([]);
    expect(plan.events).toEqual([
      { topic: 'user.changed', key: 'a', op: 'insert', payload: { id: 'a' }, at: null },
    ]);
  });

  test('leaves alone what does not change', () => {
    const before = stored(planSave(model, null, ANN));
    const plan = planSave(model, before, { ...ANN, tags: ['y', 'x', 'y'] }, { events: false });
    expect(plan.row.op).toBe('put');
    expect([plan.entries, plan.claims, plan.removed, plan.events]).toEqual([[], [], [], []]);
    expect(stored(plan).manifest).toHaveLength(4);
  });

  test('moves exactly the entries that change', () => {
    const before = stored(planSave(model, null, ANN));
    const plan = planSave(model, before, { ...ANN, name: 'Bob', tags: ['y', 'z'] });
    expect(plan.claims.map(({ key: k }) => hex(k).slice(-10))).toEqual(['10426f6200']);
    expect(plan.entries.map(({ key: k }) => hex(k).slice(-12))).toEqual(['107a00106100']);
    expect(plan.removed.map(({ key: k, unique }) => [hex(k).slice(28), unique])).toEqual([
      ['10416e6e00', true],
      ['107800106100', false],
    ]);
  });

  test('to remove takes everything that the manifest lists', () => {
    const before = stored(planSave(model, null, ANN));
    const plan = planRemove(model, 'a', before);
    const saved = planSave(model, null, ANN);
    expect(plan.removed.map(({ key: k }) => hex(k)).sort()).toEqual(
      [...saved.entries, ...saved.claims].map(({ key: k }) => hex(k)).sort(),
    );
    expect(plan.events).toMatchObject([{ op: 'delete', payload: { id: 'a' } }]);
  });
});
