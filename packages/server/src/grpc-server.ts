/**
 * The only place that knows gRPC: listens, decodes, calls plain functions, encodes.
 *
 * A service is a table from method to handler. Unary methods answer once; a stream answers each message with one, in
 * order, and ends when its client does; `BatchCommands` has bytes in and bytes out and a shape of its own.
 */

import * as grpc from '@grpc/grpc-js';
import { type MethodType, type ServiceType, grpcMethod } from '@tito/protocol';
import { GrpcRefusal, Status } from './rpc/grpc-refusal';
import {
  AnswerBytes,
  type ByteStream,
  type ByteStreamReader,
  type CallInfo,
  type Handler,
  type MessageStream,
  type MethodHandler,
  type ServiceHandlers,
} from './rpc/handlers';
import { StreamOutlet } from './rpc/stream-outlet';
import { hostAndPort } from './socket-listener';
import type { TlsIdentity } from './tls-identity';
import { Wire } from './wire';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- methods of all types side by side
type AnyMethod = MethodType<any, any>;

const OPTIONS: grpc.ServerOptions = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  'grpc.max_concurrent_streams': 1024,
  'grpc-node.flow_control_window': 4 * 1024 * 1024,
};

export interface GrpcServerOptions {
  readonly host: string;
  /** 0 is any free one. */
  readonly port: number;
  readonly services: readonly ServiceHandlers[];
  /** Without it, connections are not encrypted. */
  readonly tls?: TlsIdentity | null;
  /** Connections go through a relay that can hold them. */
  readonly hasRelay?: boolean;
}

export class GrpcServer {
  readonly #server: grpc.Server;
  readonly #host: string;
  readonly #wire: Wire;
  #isClosed = false;

  private constructor(server: grpc.Server, host: string, wire: Wire) {
    this.#server = server;
    this.#host = host;
    this.#wire = wire;
  }

  /** @throws ListenError `SERVER_LISTEN_FAILED` */
  static async listen({ host, port, services, tls, hasRelay }: GrpcServerOptions): Promise<GrpcServer> {
    const server = new grpc.Server(OPTIONS);
    const injector = server.createConnectionInjector(credentialsOf(tls ?? null));
    const wire = new Wire({
      host,
      port,
      hasRelay: hasRelay ?? false,
      accept: (socket) => injector.injectConnection(socket),
      drain: (graceMs) => injector.drain(graceMs),
    });
    for (const { service, handlers } of services) addService(server, service, handlers, wire);
    try {
      await wire.start();
    } catch (error) {
      await wire.stop();
      server.forceShutdown();
      throw error;
    }
    return new GrpcServer(server, host, wire);
  }

  /** `host:port` for clients. */
  get address(): string {
    return hostAndPort(this.#host, this.#wire.port);
  }

  /** Goes down: no connection is left, none is taken. */
  suspend(): Promise<void> {
    return this.#wire.stop();
  }

  /** Comes back on the same port, unless it has been closed meanwhile. */
  async resume(): Promise<void> {
    if (!this.#isClosed) await this.#wire.start();
  }

  /** What can happen to its connections. */
  get wire(): Wire {
    return this.#wire;
  }

  /** Ends every stream and closes every socket at once, for good. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#server.forceShutdown();
    await this.#wire.stop();
  }
}

function credentialsOf(tls: TlsIdentity | null): grpc.ServerCredentials {
  if (!tls) return grpc.ServerCredentials.createInsecure();
  const { cert, key, clientCa } = tls;
  const pair = { cert_chain: Buffer.from(cert), private_key: Buffer.from(key) };
  const isMutual = clientCa !== undefined;
  return grpc.ServerCredentials.createSsl(isMutual ? Buffer.from(clientCa) : null, [pair], isMutual);
}

function addService(
  server: grpc.Server,
  service: ServiceType,
  handlers: Readonly<Record<string, MethodHandler | undefined>>,
  wire: Wire,
): void {
  const definition: Record<string, grpc.MethodDefinition<object, object>> = {};
  const implementation: grpc.UntypedServiceImplementation = {};
  for (const [name, method] of Object.entries(service)) {
    const handler = handlers[name];
    definition[name] = handler?.kind === 'bytes' ? byteMethod(method) : messageMethod(method);
    if (handler) implementation[name] = implement(method, handler, wire);
  }
  server.addService(definition, implementation);
}

function messageMethod(method: AnyMethod): grpc.MethodDefinition<object, object> {
  const { responseSerialize, ...rest } = grpcMethod(method);
  return {
    ...rest,
    responseSerialize: (answer) => (answer instanceof AnswerBytes ? answer.bytes : responseSerialize(answer)),
  };
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

function implement(method: AnyMethod, handler: MethodHandler, wire: Wire): grpc.UntypedHandleCall {
  switch (handler.kind) {
    case 'bytes':
      return byteStream(handler.open, wire);
    case 'watch':
      return (call: grpc.ServerWritableStream<object, object>) => watch(call, handler.handle);
    default:
      return method.requestStream ? messageStream(handler.handle, wire) : unary(handler.handle, wire);
  }
}

function unary(handle: Handler, wire: Wire): grpc.handleUnaryCall<object, object> {
  return (call, callback) => {
    const done = (answer: object | null): void => callback(null, answer ?? {});
    const failed = (error: unknown): void => callback(statusOf(error));
    try {
      const answer = handle(call.request, infoOf(call, wire));
      if (answer instanceof Promise) answer.then(done, failed);
      else done(answer);
    } catch (error) {
      failed(error);
    }
  };
}

/** Answers follow the order of the messages, also when one takes its time. */
function messageStream(handle: Handler, wire: Wire): grpc.handleBidiStreamingCall<object, object> {
  return (call) => {
    const outlet = new StreamOutlet<object>((answer) => void (isOpen && call.write(answer)));
    const info: CallInfo = {
      ...infoOf(call, wire),
      cut: (refusal) => fail(refusal),
      stall: (forMs) => outlet.stall(forMs),
    };
    let last: Promise<void> | null = null;
    let isOpen = true;
    const fail = (error: unknown): void => {
      if (isOpen) call.emit('error', statusOf(error));
      isOpen = false;
    };
    const write = (answer: object | null): void => {
      if (isOpen && answer) outlet.write(answer);
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
  wire: Wire,
): grpc.handleBidiStreamingCall<object, object> {
  return (call) => {
    let isOpen = true;
    const outlet = new StreamOutlet<Buffer>((message) => void (isOpen && call.write(message)));
    const stream: ByteStream = {
      write: (message) => outlet.write(message),
      end(refusal) {
        if (!isOpen) return;
        isOpen = false;
        if (refusal) call.emit('error', statusOf(refusal));
        else call.end();
      },
    };
    const info: CallInfo = {
      ...infoOf(call, wire),
      cut: (refusal) => stream.end(refusal),
      stall: (forMs) => outlet.stall(forMs),
    };
    const failed = (error: unknown): void => stream.end(refusalOf(error));
    let reader: ByteStreamReader;
    try {
      reader = open(stream, info);
    } catch (error) {
      return failed(error);
    }
    const closed = (): void => {
      isOpen = false;
      reader.closed();
    };
    call.on('data', (bytes: object) => {
      if (!isOpen) return;
      try {
        reader.message(bytes as Buffer);
      } catch (error) {
        failed(error);
      }
    });
    call.on('end', () => reader.ended());
    call.on('cancelled', closed);
    call.on('error', closed);
  };
}

function infoOf(call: { getPeer(): string; metadata: grpc.Metadata }, wire: Wire): CallInfo {
  return {
    disconnect: (how, forMs) => wire.disconnect(call.getPeer(), how, forMs),
    pause: (forMs) => wire.relay.pause(forMs),
    header: (name) => call.metadata.get(name)[0]?.toString(),
  };
}

/** A refusal as it is, anything else as a fault of this server. */
function statusOf(error: unknown): Partial<grpc.StatusObject> {
  const { status, message } = refusalOf(error);
  return { code: status, details: message };
}

function refusalOf(error: unknown): GrpcRefusal {
  if (error instanceof GrpcRefusal) return error;
  return new GrpcRefusal(Status.INTERNAL, error instanceof Error ? error.message : String(error));
}
