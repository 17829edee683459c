/** The three classic examples print what they are known to print, embedded and against a server in another process. */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { matchesOutput } from '../docs/document';
import { type Served, serve, startNode } from '../support/program';

const crud = `\
Created user: User { id: "…", name: "John Doe", email: "john@example.com" }
Found user: User { id: "…", name: "John Doe", email: "john@example.com" }
User updated successfully
User deleted successfully
`;

const blog = `\
Created tags:
- Technology: …
- Travel: …
- Rust: …
- Databases: …

Created posts:
1. Introduction to TiKV (by Alice)
2. Best cities to visit in Europe (by Bob)
3. Using Rust with TiKV (by Alice)

Post with tags:
Title: Introduction to TiKV
Tags:
- Technology
- Databases

Technology posts:
- Using Rust with TiKV (by Alice)
  Tags: Technology, Rust, Databases
- Introduction to TiKV (by Alice)
  Tags: Technology, Databases

Alice's posts:
- Introduction to TiKV (by Alice)
  Tags: Technology, Databases
- Using Rust with TiKV (by Alice)
  Tags: Technology, Rust, Databases
`;

const queue = `\
🚀 Testing FIFO Queue with Checkpoints

📝 Creating 5 users to generate events...
  ✓ Created: User 1 (user1@example.com)
  ✓ Created: User 2 (user2@example.com)
  ✓ Created: User 3 (user3@example.com)
  ✓ Created: User 4 (user4@example.com)
  ✓ Created: User 5 (user5@example.com)

📊 Setting up queue worker...
⚙️  Worker started! Processing events in FIFO order...

  [1] Processing event: INSERT - user:… (sequence: …)
  [2] Processing event: INSERT - user:… (sequence: …)
  [3] Processing event: INSERT - user:… (sequence: …)
  [4] Processing event: INSERT - user:… (sequence: …)
  [5] Processing event: INSERT - user:… (sequence: …)

✅ Complete! Processed 5 events in FIFO order
   (Oldest events processed first!)
🛑 Worker stopped, nothing left half-done
`;

const examples = [
  ['crud', crud],
  ['blog', blog],
  ['queue', queue],
] as const;

async function expectOutput(name: string, output: string, env: Record<string, string>): Promise<string> {
  const ended = await startNode([`examples/dist/${name}/main.js`], env).ended();
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
  if (!matchesOutput(output, ended.stdout)) expect(ended.stdout).toBe(output);
  return ended.stdout;
}

describe('on an embedded server', () => {
  test.each(examples)('%s prints what it does and ends by itself', async (name, output) => {
    await expectOutput(name, output, { TITO_PD: '' });
  });

  test('queue handles the oldest event first', async () => {
    const stdout = await expectOutput('queue', queue, { TITO_PD: '' });
    const sequences = [...stdout.matchAll(/sequence: (\d+)\.\d+/g)].map((match) => BigInt(match[1]!));
    expect(sequences).toHaveLength(5);
    expect(sequences).toEqual([...sequences].sort((a, b) => (a < b ? -1 : 1)));
  });
});

describe('on a server in another process', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve();
  });
  afterAll(async () => {
    expect((await served.stop()).code).toBe(0);
  });

  test.each(examples)('%s does the same', async (name, output) => {
    await expectOutput(name, output, { TITO_PD: served.endpoint });
  });

  test('crud and queue do it again beside what they left the first time', async () => {
    await expectOutput('crud', crud, { TITO_PD: served.endpoint });
    await expectOutput('queue', queue, { TITO_PD: served.endpoint });
  });
});
