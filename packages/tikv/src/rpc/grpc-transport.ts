/**
 * The transport over HTTP/2 sockets: one connection per address, shared by all calls and streams to it. The only file
 * that knows grpc-js.
 */

import {
  type ChannelCredentials,
  type ChannelOptions,
  Client,
  credentials,
  Metadata,
  type ServiceError,
} from '@grpc/grpc-js';
import { ClientClosedError, OperationAbortedError } from '../errors';
import type { Clock } from '../retry/clock';
import { type TlsSource, readTls } from './tls';
import {
  type ByteStream,
  RPC_STATUS,
  RpcError,
  type StreamHandlers,
  type Transport,
  type UnaryOptions,
} from './transport';

/** Larger than any request or answer of a healthy cluster; protects memory against a broken peer. */
const DEFAULT_MAX_MESSAGE_BYTES = 512 * 1024 * 1024;

const CHANNEL_OPTIONS: ChannelOptions = {
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 3_000,
  'grpc.keepalive_permit_without_calls': 0,
  'grpc.initial_reconnect_backoff_ms': 100,
  // Longer ones would keep a store waiting that is back again.
  'grpc.max_reconnect_backoff_ms': 1_000,
  // Node's window of 64 KiB makes scans crawl.
  'grpc-node.flow_control_window': 16 * 1024 * 1024,
  // Traffic inside a cluster never goes through the proxy that the environment names.
  'grpc.enable_http_proxy': 0,
  'grpc.service_config_disable_resolution': 1,
  'grpc.use_local_subchannel_pool': 1,
};

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
const asIs = (bytes: Buffer): Buffer => bytes;

export interface GrpcTransportOptions {
  readonly tls?: TlsSource | undefined;
  readonly maxMessageBytes?: number | undefined;
}

interface ChannelParts {
  readonly channel: ChannelCredentials;
  readonly serverName: string | undefined;
}

export class GrpcTransport implements Transport {
  readonly #clock: Clock;
  readonly #tls: TlsSource | undefined;
  readonly #channelOptions: ChannelOptions;
  readonly #clients = new Map<string, Client>();
  #lastParts: ChannelParts | null = null;
  #isClosed = false;

  /** @throws InvalidArgumentError when the certificates are none */
  constructor(clock: Clock, options: GrpcTransportOptions = {}) {
    const { tls, maxMessageBytes = DEFAULT_MAX_MESSAGE_BYTES } = options;
    this.#clock = clock;
    this.#tls = tls;
    this.#channelOptions = {
      ...CHANNEL_OPTIONS,
      'grpc.max_receive_message_length': maxMessageBytes,
      'grpc.max_send_message_length': maxMessageBytes,
    };
    this.#credentials();
  }

  unary(address: string, path: string, request: Uint8Array, options: UnaryOptions): Promise<Uint8Array> {
    const { signal, timeoutMs } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new OperationAbortedError(signal.reason));
      let ended: 'aborted' | 'timeout' | undefined;
      const call = this.#client(address).makeUnaryRequest(
        path,
        asBuffer,
        asIs,
        request,
        metadataOf(options.metadata),
        (error: ServiceError | null, response?: Buffer) => {
          cancelTimer();
          signal?.removeEventListener('abort', onAbort);
          if (error === null) return resolve(response as Buffer);
          if (ended === 'aborted') return reject(new OperationAbortedError(signal?.reason));
          if (ended === 'timeout') {
            return reject(new RpcError(RPC_STATUS.deadlineExceeded, address, path, 'no answer in time'));
          }
          this.#failed(address, error.code);
          reject(new RpcError(error.code, address, path, error.details));
        },
      );
      const end = (how: 'aborted' | 'timeout'): void => {
        ended ??= how;
        call.cancel();
      };
      const onAbort = (): void => end('aborted');
      const cancelTimer = this.#clock.schedule(timeoutMs, () => end('timeout'));
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  stream(
    address: string,
    path: string,
    handlers: StreamHandlers,
    metadata?: Readonly<Record<string, string>>,
  ): ByteStream {
    const client = this.#client(address);
    const call = client.makeBidiStreamRequest(path, asBuffer, asIs, metadataOf(metadata));
    let isOver = false;
    const end = (status: number, text: string): void => {
      if (isOver) return;
      isOver = true;
      this.#failed(address, status);
      handlers.onEnd(new RpcError(status, address, path, text));
    };
    call.on('data', (bytes: Buffer) => {
      if (!isOver) handlers.onMessage(bytes);
    });
    call.on('error', (error: ServiceError) => end(error.code, error.details));
    call.on('end', () => end(RPC_STATUS.unavailable, 'the server ended the stream'));
    return {
      write: (bytes) => call.write(bytes),
      whenWritable: (callback) => void call.once('drain', callback),
      cancel: () => {
        isOver = true;
        call.cancel();
      },
    };
  }

  disconnect(address: string): void {
    this.#clients.get(address)?.close();
    this.#clients.delete(address);
  }

  close(): void {
    this.#isClosed = true;
    for (const client of this.#clients.values()) client.close();
    this.#clients.clear();
  }

  #client(address: string): Client {
    if (this.#isClosed) throw new ClientClosedError();
    let client = this.#clients.get(address);
    if (client === undefined) {
      const { channel, serverName } = this.#credentials();
      client = new Client(address, channel, {
        ...this.#channelOptions,
        ...(serverName === undefined ? {} : { 'grpc.ssl_target_name_override': serverName }),
      });
      this.#clients.set(address, client);
    }
    return client;
  }

  /** Files that are being replaced may not fit each other for a moment; until they do, the old ones serve. */
  #credentials(): ChannelParts {
    if (this.#tls === undefined) return { channel: credentials.createInsecure(), serverName: undefined };
    try {
      const { ca, cert, key, serverName } = readTls(this.#tls);
      this.#lastParts = { channel: credentials.createSsl(ca, key, cert), serverName };
    } catch (error) {
      if (!this.#lastParts) throw error;
    }
    return this.#lastParts;
  }

  /** A channel keeps its certificates for ever; where they may have changed, the next call makes a new channel. */
  #failed(address: string, status: number): void {
    if (typeof this.#tls === 'function' && status === RPC_STATUS.unavailable) this.disconnect(address);
  }
}

function metadataOf(values: Readonly<Record<string, string>> | undefined): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(values ?? {})) metadata.set(name, value);
  return metadata;
}
