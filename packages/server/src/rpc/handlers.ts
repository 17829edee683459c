/** What a service is to the gRPC server: a table from methods to plain functions. */

import type { ServiceType } from '@tito/protocol';
import type { GrpcRefusal } from './grpc-refusal';

/**
 * How a connection is lost: reset, ended, sent away by GOAWAY (all connections of the server, as gRPC offers it), or
 * silent while both sides believe in it.
 */
export type Disconnection = 'rst' | 'fin' | 'goaway' | 'blackhole';

export interface CallInfo {
  /**
   * Ends the client's connection.
   *
   * @param forMs how long a `blackhole` lasts, or what GOAWAY leaves for the calls that are under way
   */
  disconnect(how: Disconnection, forMs?: number): void;
  /** Nothing passes on any connection of this server for so long; what was sent arrives late. */
  pause(forMs: number): void;
  /** A header of the call. */
  header(name: string): string | undefined;
  /** Ends the stream that the request came on, where it came on one that others share. */
  readonly cut?: (refusal: GrpcRefusal) => void;
  /** Holds back all answers on that stream for so long. */
  readonly stall?: (forMs: number) => void;
}

/** An answer whose bytes are given as they are, be they what the method answers or not. */
export class AnswerBytes {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
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
