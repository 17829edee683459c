/**
 * The only place that knows gRPC: listens, decodes, calls plain functions, encodes.
 *
 * A service is a table from method to handler. Unary methods answer once; a stream answers each message with one, in
 * order, and ends when its client does; `BatchCommands` has bytes in and bytes out and a shape of its own.
 */

import * as grpc from '@grpc/grpc-js';
import { type MethodType, type ServiceType, grpcMethod } from '@tito/protocol';
import { ListenError } from './errors';
import { GrpcRefusal } from './grpc-refusal';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- methods of all types side by side
type AnyMethod = MethodType<any, any>;

export interface CallInfo {
  /** `host:port` of the client. */
  readonly peer: string;
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

const OPTIONS: grpc.ServerOptions = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  'grpc.max_concurrent_streams': 1024,
  'grpc-node.flow_control_window': 4 * 1024 * 1024,
};

export class GrpcServer {
  readonly #server: grpc.Server;
  readonly host: string;
  readonly port: number;

  private constructor(server: grpc.Server, host: string, port: number) {
    this.#server = server;
    this.host = host;
    this.port = port;
  }

  /**
   * Listens on `port`, or on any free one for 0.
   *
   * @throws ListenError `SERVER_LISTEN_FAILED`
   */
  static async listen(host: string, port: number, services: readonly ServiceHandlers[]): Promise<GrpcServer> {
    const server = new grpc.Server(OPTIONS);
    for (const { service, handlers } of services) addService(server, service, handlers);
    const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    const bound = await new Promise<number>((resolve, reject) => {
      server.bindAsync(address, grpc.ServerCredentials.createInsecure(), (error, found) =>
        error ? reject(new ListenError(address, error)) : resolve(found),
      );
    });
    return new GrpcServer(server, host, bound);
  }

  /** `host:port` for clients. */
  get address(): string {
    return `${this.host.includes(':') ? `[${this.host}]` : this.host}:${this.port}`;
  }

  /** Ends every stream and closes every socket at once. */
  close(): void {
    this.#server.forceShutdown();
  }
}

function addService(
  server: grpc.Server,
  service: ServiceType,
  handlers: Readonly<Record<string, MethodHandler | undefined>>,
): void {
  const definition: Record<string, grpc.MethodDefinition<object, object>> = {};
  const implementation: grpc.UntypedServiceImplementation = {};
  for (const [name, method] of Object.entries(service)) {
    const handler = handlers[name];
    definition[name] = handler?.kind === 'bytes' ? byteMethod(method) : grpcMethod(method);
    if (handler) implementation[name] = implement(method, handler);
  }
  server.addService(definition, implementation);
}

function byteMethod(method: AnyMethod): grpc.MethodDefinition<object, object> {
  const same = (bytes: object): Buffer => bytes as Buffer;
  return {
    path: method.path,
    requestStream: method.requestStream,
    responseStream: method.responseStream,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
}

function implement(method: AnyMethod, handler: MethodHandler): grpc.UntypedHandleCall {
  switch (handler.kind) {
    case 'bytes':
      return byteStream(handler.open);
    case 'watch':
      return (call: grpc.ServerWritableStream<object, object>) => watch(call, handler.handle);
    default:
      return method.requestStream ? messageStream(handler.handle) : unary(handler.handle);
  }
}

function unary(handle: Handler): grpc.handleUnaryCall<object, object> {
  return (call, callback) => {
    const done = (answer: object | null): void => callback(null, answer ?? {});
    const failed = (error: unknown): void => callback(statusOf(error));
    try {
      const answer = handle(call.request, { peer: call.getPeer() });
      if (answer instanceof Promise) answer.then(done, failed);
      else done(answer);
    } catch (error) {
      failed(error);
    }
  };
}

/** Answers follow the order of the messages, also when one takes its time. */
function messageStream(handle: Handler): grpc.handleBidiStreamingCall<object, object> {
  return (call) => {
    const info = { peer: call.getPeer() };
    let last: Promise<void> | null = null;
    let isOpen = true;
    const fail = (error: unknown): void => {
      if (isOpen) call.emit('error', statusOf(error));
      isOpen = false;
    };
    const write = (answer: object | null): void => {
      if (isOpen && answer) call.write(answer);
    };
    const answerOne = (request: object): void | Promise<void> => {
      const answer = handle(request, info);
      return answer instanceof Promise ? answer.then(write) : write(answer);
    };
    call.on('data', (request: object) => {
      if (!isOpen) return;
      try {
        const pending = last ? last.then(() => answerOne(request)) : answerOne(request);
        if (!pending) return;
        const tail: Promise<void> = pending.catch(fail).then(() => {
          if (last === tail) last = null;
        });
        last = tail;
      } catch (error) {
        fail(error);
      }
    });
    call.on('end', () => {
      const end = (): void => void (isOpen && call.end());
      if (last) void last.then(end);
      else end();
    });
    call.on('cancelled', () => {
      isOpen = false;
    });
    call.on('error', () => {
      isOpen = false;
    });
  };
}

function watch(
  call: grpc.ServerWritableStream<object, object>,
  handle: (request: object, stream: MessageStream) => void,
): void {
  try {
    handle(call.request, {
      write: (message) => void call.write(message),
      end: () => call.end(),
      onClosed: (listener) => void call.on('cancelled', listener),
    });
  } catch (error) {
    call.emit('error', statusOf(error));
  }
}

function byteStream(
  open: (stream: ByteStream, info: CallInfo) => ByteStreamReader,
): grpc.handleBidiStreamingCall<object, object> {
  return (call) => {
    let isOpen = true;
    const stream: ByteStream = {
      write: (message) => void (isOpen && call.write(message)),
      end(refusal) {
        if (!isOpen) return;
        isOpen = false;
        if (refusal) call.emit('error', statusOf(refusal));
        else call.end();
      },
    };
    const reader = open(stream, { peer: call.getPeer() });
    const closed = (): void => {
      isOpen = false;
      reader.closed();
    };
    call.on('data', (bytes: object) => reader.message(bytes as Buffer));
    call.on('end', () => reader.ended());
    call.on('cancelled', closed);
    call.on('error', closed);
  };
}

/** A refusal as it is, anything else as a fault of this server. */
function statusOf(error: unknown): Partial<grpc.StatusObject> {
  if (error instanceof GrpcRefusal) return { code: error.status, details: error.message };
  return { code: grpc.status.INTERNAL, details: error instanceof Error ? error.message : String(error) };
}
