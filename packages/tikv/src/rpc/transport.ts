/**
 * Bytes to an address and back: all that the client asks of the network. `GrpcTransport` is the one for sockets.
 */

import { TitoError } from '@tito/protocol';

export interface UnaryOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

export interface StreamHandlers {
  onMessage(bytes: Uint8Array): void;
  /** Once, when the stream is over for whatever reason but `cancel`. */
  onEnd(error: RpcError): void;
}

export interface ByteStream {
  /** False when the stream asks for a pause; a later `whenWritable` says when it goes on. */
  write(bytes: Uint8Array): boolean;
  /** Runs `callback` once when more may be written. */
  whenWritable(callback: () => void): void;
  cancel(): void;
}

export interface Transport {
  /**
   * @throws RpcError when the call failed or took too long
   * @throws OperationAbortedError
   */
  unary(address: string, path: string, request: Uint8Array, options: UnaryOptions): Promise<Uint8Array>;
  stream(
    address: string,
    path: string,
    handlers: StreamHandlers,
    metadata?: Readonly<Record<string, string>>,
  ): ByteStream;
  /** Drops the connection to an address, so that the next call makes a new one. */
  disconnect(address: string): void;
  close(): void;
}

/** Numbers of the gRPC statuses that decide something here. */
export const RPC_STATUS = {
  cancelled: 1,
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  resourceExhausted: 8,
  failedPrecondition: 9,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/**
 * A call that failed below the protocol: `TIKV_RPC_FAILED`. Met as the `cause` of other errors. Whether the server did
 * the work is unknown.
 */
export class RpcError extends TitoError {
  /** The gRPC status. */
  readonly status: number;

  constructor(status: number, address: string, path: string, text: string) {
    super('TIKV_RPC_FAILED', 'a call to the cluster failed', {
      details: { status, address, method: path.slice(path.lastIndexOf('/') + 1), text },
    });
    this.status = status;
  }

  /** What the other side, or the network, said. */
  get text(): string {
    return this.details['text'] as string;
  }
}
