/**
 * The only place that knows gRPC: listens, decodes, calls plain functions, encodes.
 *
 * A service is a table from method to handler. Unary methods answer once; a stream answers each message with one, in
 * order, and ends when its client does; `BatchCommands` has bytes in and bytes out and a shape of its own.
 */

import * as grpc from '@grpc/grpc-js';
import { type MethodType, type ServiceType, grpcMethod } from '@tito/protocol';
import { GrpcRefusal } from './rpc/grpc-refusal';
import type {
  ByteStream,
  ByteStreamReader,
  CallInfo,
  Handler,
  MessageStream,
  MethodHandler,
  ServiceHandlers,
} from './rpc/handlers';
import { SocketListener, hostAndPort } from './socket-listener';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- methods of all types side by side
type AnyMethod = MethodType<any, any>;
/** Resets the connection of a client. */
type Disconnect = (peer: string) => void;

const OPTIONS: grpc.ServerOptions = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  'grpc.max_concurrent_streams': 1024,
  'grpc-node.flow_control_window': 4 * 1024 * 1024,
};

export class GrpcServer {
  readonly #server: grpc.Server;
  readonly #host: string;
  readonly #listener: SocketListener;

  private constructor(server: grpc.Server, host: string, listener: SocketListener) {
    this.#server = server;
    this.#host = host;
    this.#listener = listener;
  }

  /**
   * Listens on `port`, or on any free one for 0.
   *
   * @throws ListenError `SERVER_LISTEN_FAILED`
   */
  static async listen(host: string, port: number, services: readonly ServiceHandlers[]): Promise<GrpcServer> {
    const server = new grpc.Server(OPTIONS);
    const injector = server.createConnectionInjector(grpc.ServerCredentials.createInsecure());
    const listener = new SocketListener(host, port, (socket) => injector.injectConnection(socket));
    const disconnect = (peer: string): void => listener.disconnect(peer);
    for (const { service, handlers } of services) addService(server, service, handlers, disconnect);
    await listener.start();
    return new GrpcServer(server, host, listener);
  }

  /** `host:port` for clients. */
  get address(): string {
    return hostAndPort(this.#host, this.#listener.port);
  }

  get isListening(): boolean {
    return this.#listener.isListening;
  }

  /** Goes down: no connection is left, none is taken. */
  suspend(): Promise<void> {
    return this.#listener.stop();
  }

  /** Comes back on the same port. */
  resume(): Promise<void> {
    return this.#listener.start();
  }

  /** Ends every stream and closes every socket at once, for good. */
  async close(): Promise<void> {
    this.#server.forceShutdown();
    await this.#listener.stop();
  }
}

function addService(
  server: grpc.Server,
  service: ServiceType,
  handlers: Readonly<Record<string, MethodHandler | undefined>>,
  disconnect: Disconnect,
): void {
  const definition: Record<string, grpc.MethodDefinition<object, object>> = {};
  const implementation: grpc.UntypedServiceImplementation = {};
  for (const [name, method] of Object.entries(service)) {
    const handler = handlers[name];
    definition[name] = handler?.kind === 'bytes' ? byteMethod(method) : grpcMethod(method);
    if (handler) implementation[name] = implement(method, handler, disconnect);
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

function implement(
  method: AnyMethod,
  handler: MethodHandler,
  disconnect: Disconnect,
): grpc.UntypedHandleCall {
  switch (handler.kind) {
    case 'bytes':
      return byteStream(handler.open, disconnect);
    case 'watch':
      return (call: grpc.ServerWritableStream<object, object>) => watch(call, handler.handle);
    default:
      return method.requestStream
        ? messageStream(handler.handle, disconnect)
        : unary(handler.handle, disconnect);
  }
}

function unary(handle: Handler, disconnect: Disconnect): grpc.handleUnaryCall<object, object> {
  return (call, callback) => {
    const done = (answer: object | null): void => callback(null, answer ?? {});
    const failed = (error: unknown): void => callback(statusOf(error));
    try {
      const answer = handle(call.request, infoOf(call, disconnect));
      if (answer instanceof Promise) answer.then(done, failed);
      else done(answer);
    } catch (error) {
      failed(error);
    }
  };
}

/** Answers follow the order of the messages, also when one takes its time. */
function messageStream(
  handle: Handler,
  disconnect: Disconnect,
): grpc.handleBidiStreamingCall<object, object> {
  return (call) => {
    const info: CallInfo = { ...infoOf(call, disconnect), cut: (refusal) => fail(refusal) };
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
  disconnect: Disconnect,
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
    const info = { ...infoOf(call, disconnect), cut: (refusal: GrpcRefusal) => stream.end(refusal) };
    const reader = open(stream, info);
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

function infoOf(call: { getPeer(): string }, disconnect: Disconnect): CallInfo {
  return { disconnect: () => disconnect(call.getPeer()) };
}

/** A refusal as it is, anything else as a fault of this server. */
function statusOf(error: unknown): Partial<grpc.StatusObject> {
  if (error instanceof GrpcRefusal) return { code: error.status, details: error.message };
  return { code: grpc.status.INTERNAL, details: error instanceof Error ? error.message : String(error) };
}
