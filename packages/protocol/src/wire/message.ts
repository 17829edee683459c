/** What a generated message, method and service look like, and how whole messages become bytes and back. */

import { Reader } from './reader';
import { Writer } from './writer';

/**
 * A message as it may be given for encoding: every field optional, absent meaning the default of proto3.
 * Decoding gives the full type.
 */
export type Init<T> = T extends Uint8Array | bigint | string | number | boolean | undefined
  ? T
  : T extends ReadonlyMap<infer K, infer V>
    ? ReadonlyMap<K, Init<V>>
    : T extends readonly (infer E)[]
      ? readonly Init<E>[]
      : { readonly [K in keyof T]?: Init<T[K]> | undefined };

/** Encoder and decoder of one message type, straight-line code made by `npm run generate`. */
export interface MessageType<T> {
  /** Full name, such as `kvrpcpb.GetRequest`. */
  readonly name: string;
  encode(message: Init<T>, writer: Writer): void;
  /** Reads up to `end`; byte fields are views on the reader's input. */
  decode(reader: Reader, end: number): T;
}

/** One method of a service. */
export interface MethodType<Request, Response> {
  /** `/package.Service/Method`. */
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly request: MessageType<Request>;
  readonly response: MessageType<Response>;
}

/** The methods of a service by their names in camel case. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- methods of all types side by side
export type ServiceType = Readonly<Record<string, MethodType<any, any>>>;

const scratch = new Writer(64 * 1024);

/** A message as bytes of its own. */
export function encodeMessage<T>(type: MessageType<T>, message: Init<T>): Buffer {
  scratch.reset();
  type.encode(message, scratch);
  return scratch.finish();
}

/**
 * The message in `bytes`.
 *
 * @throws MalformedMessageError `PROTOCOL_MALFORMED_MESSAGE`
 */
export function decodeMessage<T>(type: MessageType<T>, bytes: Uint8Array): T {
  return type.decode(new Reader(bytes), bytes.length);
}
