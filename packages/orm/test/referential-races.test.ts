import { describe, expect, test } from '@jest/globals';
import { Field, Id, Model, type Ref, Relation } from '../src/index';
import { useDatabases } from './support/database';

const databases = useDatabases();
const RUNS = Number(process.env['TITO_RACE_RUNS'] ?? 20);

@Model('account')
class Account {
  @Id() id!: string;
  @Field('int') n?: number;
}

@Model('entry')
class Entry {
  @Id() id!: string;
  @Relation(() => Account, { onDelete: 'restrict' }) account?: Ref<Account> | null;
}

@Model('card')
class Card {
  @Id() id!: string;
  @Relation(() => Account, { onDelete: 'cascade' }) account?: Ref<Account> | null;
}

@Model('visit')
class Visit {
  @Id() id!: string;
  @Relation(() => Account, { onDelete: 'setNull' }) account?: Ref<Account> | null;
}

type Mode = 'optimistic' | 'pessimistic';

const CHILDREN = [
  ['restrict', Entry],
  ['cascade', Card],
  ['setNull', Visit],
] as const;
const MODES = [
  ['optimistic', 'optimistic'],
  ['pessimistic', 'pessimistic'],
  ['optimistic', 'pessimistic'],
  ['pessimistic', 'optimistic'],
] as const satisfies readonly (readonly [Mode, Mode])[];

describe.each(CHILDREN)('with onDelete %s no child is left without its parent', (onDelete, Child) => {
  test.each(MODES)('when it is written %s and the parent removed %s', async (writing, removing) => {
    const db = await databases.connect([Account, Entry, Card, Visit]);
    const [accounts, children] = [db.repository(Account), db.repository(Child)];
    const outcomes = { childFirst: 0, parentFirst: 0 };
    for (let run = 0; run < RUNS; run++) {
      const account = `a${run}`;
      await accounts.insert({ id: account });
      const isMove = run % 3 === 0;
      if (isMove) await children.insert({ id: `c${run}` });
      const write = () =>
        db.transaction(
          async () => {
            await accounts.get(`warm-up ${run}`); // the snapshot is older than the lock
            if (isMove) await children.update(`c${run}`, { account });
            else await children.insert({ id: `c${run}`, account });
          },
          { mode: writing, attempts: 50 },
        );
      const remove = () =>
        db.transaction(
          async () => {
            await accounts.get(`warm-up ${run}`);
            await accounts.delete(account);
          },
          { mode: removing, attempts: 50 },
        );
      const order = run % 2 === 0 ? [write, remove] : [remove, write];
      const results = await Promise.allSettled(order.map((each) => each()));
      for (const result of results) {
        if (result.status === 'rejected')
          expect(['ORM_REFERENCED', 'ORM_INVALID_REFERENCE']).toContain(
            (result.reason as { code: string }).code,
          );
      }
      const child = await children.get(`c${run}`);
      const parent = await accounts.get(account);
      const points = child?.account?.id === account;
      if (points) expect(parent).not.toBeNull();
      if (onDelete === 'restrict') expect(points).toBe(parent !== null);
      else expect(parent).toBeNull();
      const wrote = results[run % 2]!.status === 'fulfilled';
      if (wrote) outcomes.childFirst++;
      else outcomes.parentFirst++;
    }
    expect(outcomes.childFirst + outcomes.parentFirst).toBe(RUNS);
    if (process.env['TITO_RACE_RUNS'] !== undefined) console.info(onDelete, writing, removing, outcomes);
  });
});

describe.each(MODES)('a child that is written %s while its parent is removed %s', (writing, removing) => {
  async function race(first: 'write' | 'remove') {
    const db = await databases.connect([Account, Entry, Card, Visit]);
    const [accounts, entries] = [db.repository(Account), db.repository(Entry)];
    await accounts.insert({ id: 'a' });
    const started = { write: signal(), remove: signal() };
    const mayCommit = { write: signal(), remove: signal() };
    const attempts = { write: 0, remove: 0 };
    const run = (name: 'write' | 'remove', mode: Mode, work: () => Promise<unknown>) =>
      db.transaction(
        async () => {
          await accounts.get('warm-up'); // takes the snapshot before anything is locked
          started[name].fire();
          if (++attempts[name] === 1 && name !== first) await started[first].done;
          await work();
          if (name === first) await mayCommit[name].done;
        },
        { mode },
      );
    const write = run('write', writing, () => entries.insert({ id: 'e', account: 'a' }));
    const remove = run('remove', removing, () => accounts.delete('a'));
    const outcome = Promise.allSettled([write, remove]);
    await Promise.all([started.write.done, started.remove.done]);
    const other = first === 'write' ? remove : write;
    await Promise.race([other.catch(() => undefined), requestsOf('KvPessimisticLock', 2)]);
    mayCommit[first].fire();
    const [wrote, removed] = await outcome;
    const [entry, parent] = [await entries.get('e'), await accounts.get('a')];
    return { wrote: wrote.status, removed: removed.status, entry: entry !== null, parent: parent !== null };
  }

  test.each(['write', 'remove'] as const)(
    'leaves both or neither, when the %s comes first',
    async (first) => {
      const { wrote, removed, entry, parent } = await race(first);
      expect({ wrote: entry, removed: !parent }).toEqual({
        wrote: wrote === 'fulfilled',
        removed: removed === 'fulfilled',
      });
      expect(entry).toBe(parent);
    },
  );
});

function signal(): { readonly done: Promise<void>; fire(): void } {
  let fire = (): void => undefined;
  const done = new Promise<void>((resolve) => (fire = resolve));
  return { done, fire: () => fire() };
}

/** Resolves when so many requests of a kind were sent from now on, or after a second without: nobody waits for a lock then. */
async function requestsOf(name: string, count: number): Promise<void> {
  const before = databases.client.counters.requests[name] ?? 0;
  for (let i = 0; i < 100; i++) {
    if ((databases.client.counters.requests[name] ?? 0) >= before + count) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
