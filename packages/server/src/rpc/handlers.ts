/** What a service is to the gRPC server: a table from methods to plain functions. */

import type { ServiceType } from '@tito/protocol';
import type { GrpcRefusal } from './grpc-refusal';

export interface CallInfo {
  /** Resets the client's connection. */
  disconnect(): void;
  /** Ends the stream that the request came on, where it came on one that others share. */
  readonly cut?: (refusal: GrpcRefusal) => void;
}

/** Answers one message; on a stream, `null` is silence. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- handlers of all types side by side
export type Handler = (request: any, info: CallInfo) => object | null | Promise<object | null>;

/** The other side of a stream whose messages are bytes. */
export interface ByteStream {
  write(message: Buffer): void;
  /** Ends the stream, with a status other than OK when it is refused. */
  end(refusal?: GrpcRefusal): void;
}

/** What a handler of such a stream does with what comes. */
export interface ByteStreamReader {
  message(bytes: Buffer): void;
  /** The client will send no more. */
  ended(): void;
  /** The stream is gone. */
  closed(): void;
}

/** The other side of a stream that a server fills. */
export interface MessageStream {
  write(message: object): void;
  end(): void;
  /** Called once when the stream is gone. */
  onClosed(listener: () => void): void;
}

export type MethodHandler =
  | { readonly kind: 'message'; readonly handle: Handler }
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- handlers of all types side by side
  | { readonly kind: 'watch'; readonly handle: (request: any, stream: MessageStream) => void }
  | { readonly kind: 'bytes'; readonly open: (stream: ByteStream, info: CallInfo) => ByteStreamReader };

export interface ServiceHandlers {
  readonly service: ServiceType;
  /** By the methods' names in camel case; a method without one is UNIMPLEMENTED. */
  readonly handlers: Readonly<Record<string, MethodHandler | undefined>>;
}
