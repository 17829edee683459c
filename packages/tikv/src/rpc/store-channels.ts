/**
 * The ways to the stores: what BatchCommands carries goes over the one stream to its store, everything else is a call of
 * its own. A store that does not know BatchCommands is asked by calls alone.
 */

import { Writer, decodeMessage } from '@tito/protocol';
import { ClientClosedError } from '../errors';
import type { Clock } from '../retry/clock';
import { encodeBody } from './batch-codec';
import { BatchStream } from './batch-stream';
import type { StoreCall } from './store-call';
import type { Transport } from './transport';

export interface StoreChannelsOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** False: only calls of their own, to find faults. */
  readonly batch: boolean;
}

export class StoreChannels {
  readonly #options: StoreChannelsOptions;
  readonly #streams = new Map<string, BatchStream>();
  readonly #withoutBatch = new Set<string>();
  readonly #writer = new Writer(4096);
  #isClosed = false;

  constructor(options: StoreChannelsOptions) {
    this.#options = options;
  }

  /**
   * Sends a request to the store at `address`.
   *
   * @throws RpcError when the answer was lost or late: whether the store did the work is unknown
   * @throws OperationAbortedError, ClientClosedError, MalformedMessageError
   */
  request<Request, Response>(address: string, call: StoreCall<Request, Response>): Promise<Response> {
    if (this.#isClosed) return Promise.reject(new ClientClosedError());
    const isAlone =
      call.isAlone === true ||
      call.command.batchField === undefined ||
      !this.#options.batch ||
      this.#withoutBatch.has(address);
    if (isAlone) return this.#unary(address, call);
    return this.#streamTo(address).send(call) as Promise<Response>;
  }

  close(): void {
    this.#isClosed = true;
    for (const stream of this.#streams.values()) stream.abandon(new ClientClosedError());
    this.#streams.clear();
  }

  async #unary<Request, Response>(address: string, call: StoreCall<Request, Response>): Promise<Response> {
    const { command, timeoutMs, signal } = call;
    this.#writer.reset();
    encodeBody(call, this.#writer);
    const { transport } = this.#options;
    const bytes = this.#writer.finish();
    const answer = await transport.unary(address, command.path, bytes, { timeoutMs, signal });
    return decodeMessage(command.response, answer);
  }

  #streamTo(address: string): BatchStream {
    let stream = this.#streams.get(address);
    if (stream === undefined) {
      const { transport, clock } = this.#options;
      stream = new BatchStream({
        transport,
        clock,
        address,
        onUnsupported: (requests) => {
          this.#withoutBatch.add(address);
          for (const { call, resolve, reject } of requests) this.#unary(address, call).then(resolve, reject);
        },
      });
      this.#streams.set(address, stream);
    }
    return stream;
  }
}
