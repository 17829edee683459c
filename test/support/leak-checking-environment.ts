/**
 * The environment of every test file: Node's, and a look at what the file leaves behind.
 *
 * After `close()` nothing of Tito may hold a process open. So a file whose sockets, servers or child processes outlive
 * it fails, by name, instead of being cut off silently when the run ends. What is unreferenced does not count: it holds
 * nothing open. Sockets close a moment after they are told to, hence the patience. Timers are not looked at, since jest
 * has its own in the same process; the tests that run a program to its end see to those.
 */
import NodeEnvironment from 'jest-environment-node';

const PATIENCE_MS = 3000;
const LOOK_EVERY_MS = 25;

/** Names as `process.getActiveResourcesInfo` gives them. Files and DNS queries end by themselves. */
const WATCHED = ['TCPServerWrap', 'TCPSocketWrap', 'TLSWrap', 'PipeWrap', 'ProcessWrap', 'UDPWrap'] as const;

type OpenHandles = ReadonlyMap<string, number>;

function countOpenHandles(): OpenHandles {
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** `2 TCPSocketWrap, 1 TCPServerWrap`: what there is more of now than before; empty when nothing is. */
function describeLeft(before: OpenHandles, now: OpenHandles): string {
  return WATCHED.map((name) => [(now.get(name) ?? 0) - (before.get(name) ?? 0), name] as const)
    .filter(([left]) => left > 0)
    .map(([left, name]) => `${left} ${name}`)
    .join(', ');
}

export default class LeakCheckingEnvironment extends NodeEnvironment {
  #before: OpenHandles = new Map();

  override async setup(): Promise<void> {
    await super.setup();
    this.#before = countOpenHandles();
  }

  override async teardown(): Promise<void> {
    await super.teardown();
    const untilMs = performance.now() + PATIENCE_MS;
    for (;;) {
      const left = describeLeft(this.#before, countOpenHandles());
      if (left === '') return;
      if (performance.now() > untilMs)
        throw new Error(`This test file leaves open what would hold a process: ${left}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}
