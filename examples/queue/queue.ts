import type { Tito } from '@tito/orm';
import { User } from './user';

const USERS = 5;

/** Creates users, each with its event in the same commit, and handles the events oldest first. */
export async function queue(db: Tito, print: (line: string) => void): Promise<void> {
  print('🚀 Testing FIFO Queue with Checkpoints\n');
  const users = db.repository(User);
  const created = new Set<string>();

  print(`📝 Creating ${USERS} users to generate events...`);
  for (let i = 1; i <= USERS; i++) {
    const user = await users.insert({ name: `User ${i}`, email: `user${i}@example.com` });
    created.add(user.id);
    print(`  ✓ Created: ${user.name} (${user.email})`);
  }

  print('\n📊 Setting up queue worker...');
  let handled = 0;
  let complete: () => void;
  const all = new Promise<void>((resolve) => (complete = resolve));
  const consumer = db.consume<{ id: string }>(
    'queue.user',
    async (event) => {
      if (!created.has(event.payload.id)) return; // of an earlier run on the same cluster
      handled++;
      print(
        `  [${handled}] Processing event: ${event.op?.toUpperCase()} - user:${event.payload.id} (sequence: ${event.offset})`,
      );
      if (handled === USERS) complete();
    },
    { group: `example-${process.pid}-${Date.now()}`, from: 'earliest', concurrency: 1 },
  );
  await consumer.ready();
  print('⚙️  Worker started! Processing events in FIFO order...\n');

  await all;
  await consumer.stop({ drain: '10s' });
  print(`\n✅ Complete! Processed ${handled} events in FIFO order`);
  print('   (Oldest events processed first!)');
  print('🛑 Worker stopped, nothing left half-done');
}
