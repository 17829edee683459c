/** The connections of a server: its socket, the relay in front of it where there is one, and how they can be lost. */

import type { Socket } from 'node:net';
import { InvalidArgumentError } from '@tito/protocol';
import type { Disconnection } from './rpc/handlers';
import { SocketListener } from './socket-listener';
import { WireRelay } from './wire-relay';

/** What calls under way have left after GOAWAY. */
const GOAWAY_GRACE_MS = 1000;

export interface WireOptions {
  readonly host: string;
  readonly port: number;
  readonly hasRelay: boolean;
  readonly accept: (socket: Socket) => void;
  /** Sends GOAWAY on every connection and ends them after so many milliseconds. */
  readonly drain: (graceMs: number) => void;
}

export class Wire {
  readonly #listener: SocketListener;
  readonly #relay: WireRelay | null;
  readonly #drain: (graceMs: number) => void;

  constructor({ host, port, hasRelay, accept, drain }: WireOptions) {
    const listener = hasRelay
      ? new SocketListener('127.0.0.1', 0, accept)
      : new SocketListener(host, port, accept);
    this.#listener = listener;
    this.#relay = hasRelay ? new WireRelay(host, port, () => listener.port) : null;
    this.#drain = drain;
  }

  get port(): number {
    return (this.#relay ?? this.#listener).port;
  }

  async start(): Promise<void> {
    await this.#listener.start();
    await this.#relay?.start();
  }

  async stop(): Promise<void> {
    await this.#relay?.stop();
    await this.#listener.stop();
  }

  /** Sends GOAWAY on every connection. */
  goAway(graceMs = GOAWAY_GRACE_MS): void {
    this.#drain(graceMs);
  }

  disconnect(peer: string, how: Disconnection, forMs?: number): void {
    if (how === 'goaway') this.goAway(forMs);
    else if (how === 'blackhole') this.relay.blackhole(peer, forMs ?? Infinity);
    else if (how === 'fin') this.#listener.end(peer);
    else if (this.#relay) this.#relay.reset(peer);
    else this.#listener.reset(peer);
  }

  /** @throws InvalidArgumentError `PROTOCOL_INVALID_ARGUMENT` where connections cannot be held */
  get relay(): WireRelay {
    if (this.#relay) return this.#relay;
    throw new InvalidArgumentError(
      'wireFaults',
      'only a cluster that was started with it can hold its connections',
    );
  }
}
