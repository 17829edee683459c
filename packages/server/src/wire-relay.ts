/**
 * A relay in front of a server, for what a socket of the system cannot be told to do: connections that stay while nothing
 * passes on them, as when a process is stopped, a network swallows packets, or one side is gone and never said so. Bytes
 * that were held arrive late and in order, as TCP would send them again.
 */

import * as net from 'node:net';
import { ListenError } from './errors';
import { hostAndPort } from './socket-listener';

export class WireRelay {
  readonly #host: string;
  readonly #innerPort: () => number;
  readonly #links = new Set<Link>();
  readonly #held = new Holds();
  #server: net.Server | null = null;
  #port: number;

  /** @param innerPort where the server listens on loopback */
  constructor(host: string, port: number, innerPort: () => number) {
    this.#host = host;
    this.#port = port;
    this.#innerPort = innerPort;
  }

  get port(): number {
    return this.#port;
  }

  /** @throws ListenError `SERVER_LISTEN_FAILED` */
  async start(): Promise<void> {
    if (this.#server) return;
    // Half of a connection may end before the other.
    const server = net.createServer({ noDelay: true, allowHalfOpen: true, pauseOnConnect: true }, (socket) =>
      this.#accepted(socket),
    );
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => reject(new ListenError(hostAndPort(this.#host, this.#port), cause)));
      server.listen(this.#port, this.#host, () => resolve());
    });
    this.#port = (server.address() as net.AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#held.end();
    if (!server) return;
    this.#server = null;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const link of this.#links) link.reset();
    await closed;
  }

  /** Nothing passes for so long, on connections that there are and that come. */
  pause(forMs: number): void {
    for (const link of this.#links) link.hold();
    this.#held.hold(forMs, () => {
      for (const link of this.#links) link.letGo();
    });
  }

  /** Ends a pause. */
  resume(): void {
    this.#held.end();
    for (const link of this.#links) link.letGo();
  }

  /** Nothing passes any more on the connections that there are; new ones work. */
  abandon(): void {
    for (const link of this.#links) link.abandon();
  }

  /** The same for one connection, by its address at the server, for so long. */
  blackhole(peer: string, forMs: number): void {
    this.#link(peer)?.hold(forMs);
  }

  reset(peer: string): void {
    this.#link(peer)?.reset();
  }

  #link(peer: string): Link | undefined {
    return [...this.#links].find((link) => link.peer === peer);
  }

  #accepted(client: net.Socket): void {
    const inner = net.connect({
      port: this.#innerPort(),
      host: '127.0.0.1',
      noDelay: true,
      allowHalfOpen: true,
    });
    const link = new Link(client, inner, () => this.#links.delete(link));
    this.#links.add(link);
    if (this.#held.isHeld) link.hold();
  }
}

/** One pause at a time: a later one takes the place of an earlier one. */
class Holds {
  isHeld = false;
  #timer: NodeJS.Timeout | null = null;

  hold(forMs: number, done: () => void): void {
    this.end();
    this.isHeld = true;
    if (forMs === Infinity) return;
    this.#timer = setTimeout(() => {
      this.isHeld = false;
      done();
    }, forMs).unref();
  }

  end(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.isHeld = false;
  }
}

/** Two sockets, each fed with what the other receives. */
class Link {
  readonly #client: net.Socket;
  readonly #inner: net.Socket;
  readonly #closed: () => void;
  readonly #held = new Holds();
  /** A side that went away while nothing passed: the other side learns of it later. */
  #isOver = false;
  #isAbandoned = false;

  constructor(client: net.Socket, inner: net.Socket, closed: () => void) {
    this.#client = client;
    this.#inner = inner;
    this.#closed = closed;
    for (const socket of [client, inner]) {
      socket.on('error', () => socket.destroy());
      socket.once('close', () => this.#end());
    }
    client.pipe(inner);
    inner.pipe(client);
  }

  /** The address that the server sees. */
  get peer(): string {
    return hostAndPort(this.#inner.localAddress ?? '', this.#inner.localPort ?? 0);
  }

  /** Held for so long, or, without a time, until it is let go. */
  hold(forMs?: number): void {
    if (!this.#held.isHeld) {
      this.#client.unpipe(this.#inner).pause();
      this.#inner.unpipe(this.#client).pause();
    }
    this.#held.hold(forMs ?? Infinity, () => this.#flow());
  }

  /** Held until it is reset. */
  abandon(): void {
    this.hold();
    this.#isAbandoned = true;
  }

  letGo(): void {
    if (!this.#held.isHeld || this.#isAbandoned) return;
    this.#held.end();
    this.#flow();
  }

  reset(): void {
    this.#held.end();
    this.#isOver = true;
    this.#client.resetAndDestroy();
    this.#inner.destroy();
  }

  #flow(): void {
    if (this.#isOver) return this.#end();
    this.#client.pipe(this.#inner);
    this.#inner.pipe(this.#client);
  }

  #end(): void {
    this.#isOver = true;
    if (this.#held.isHeld) return;
    this.#client.destroy();
    this.#inner.destroy();
    this.#closed();
  }
}
