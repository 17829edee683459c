/** Listens on a port and hands over sockets, and can stop doing so and end them all at once, as a machine that goes down. */

import * as net from 'node:net';
import { ListenError } from './errors';

export class SocketListener {
  readonly #host: string;
  readonly #accept: (socket: net.Socket) => void;
  readonly #sockets = new Map<string, net.Socket>();
  #server: net.Server | null = null;
  #port: number;

  constructor(host: string, port: number, accept: (socket: net.Socket) => void) {
    this.#host = host;
    this.#port = port;
    this.#accept = accept;
  }

  /** The port, once it has been listened on. */
  get port(): number {
    return this.#port;
  }

  get isListening(): boolean {
    return this.#server !== null;
  }

  /**
   * Listens; again on the same port after a stop.
   *
   * @throws ListenError `SERVER_LISTEN_FAILED`
   */
  async start(): Promise<void> {
    if (this.#server) return;
    const server = net.createServer({ noDelay: true }, (socket) => this.#accepted(socket));
    const address = hostAndPort(this.#host, this.#port);
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => reject(new ListenError(address, cause)));
      server.listen(this.#port, this.#host, () => resolve());
    });
    this.#port = (server.address() as net.AddressInfo).port;
    this.#server = server;
  }

  /** Refuses new connections from now on, and ends all there are. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets.values()) socket.destroy();
    await closed;
  }

  /** Resets the connection of one client, given as `host:port`. */
  reset(peer: string): void {
    this.#sockets.get(peer)?.resetAndDestroy();
  }

  /** Ends it in an orderly way, when what is on its way has been sent. */
  end(peer: string): void {
    this.#sockets.get(peer)?.destroySoon();
  }

  #accepted(socket: net.Socket): void {
    const peer = hostAndPort(socket.remoteAddress ?? '', socket.remotePort ?? 0);
    this.#sockets.set(peer, socket);
    socket.once('close', () => this.#sockets.delete(peer));
    socket.on('error', () => socket.destroy());
    this.#accept(socket);
  }
}

/** With brackets around addresses that have colons. */
export function hostAndPort(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
