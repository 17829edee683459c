/**
 * The ways to the stores: what BatchCommands carries goes over the one stream to its store, everything else is a call of
 * its own. A store that does not know BatchCommands is asked by calls alone. A store that is out of reach is asked through
 * another one, which passes requests on.
 */

import { Writer, decodeMessage } from '@tito/protocol';
import { ClientClosedError } from '../errors';
import type { Clock } from '../retry/clock';
import { encodeBody } from './batch-codec';
import { BatchStream } from './batch-stream';
import type { StoreCall } from './store-call';
import { StoreHealth } from './store-health';
import type { Transport } from './transport';

/** Metadata by which a store passes calls and streams on to the store that the value names. */
const FORWARD = 'tikv-forwarded-host';

export interface StoreChannelsOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** False: only calls of their own, to find faults. */
  readonly batch: boolean;
}

export class StoreChannels {
  readonly health: StoreHealth;
  readonly #options: StoreChannelsOptions;
  readonly #streams = new Map<string, BatchStream>();
  readonly #withoutBatch = new Set<string>();
  readonly #writer = new Writer(4096);
  #isClosed = false;

  constructor(options: StoreChannelsOptions) {
    this.#options = options;
    this.health = new StoreHealth(options.transport, options.clock);
  }

  /**
   * Sends a request to the store at `address`, by way of the one at `via` when that is given.
   *
   * @throws RpcError when the answer was lost or late: whether the store did the work is unknown
   * @throws OperationAbortedError, ClientClosedError, MalformedMessageError
   */
  request<Request, Response>(
    address: string,
    call: StoreCall<Request, Response>,
    via: string | null = null,
  ): Promise<Response> {
    if (this.#isClosed) return Promise.reject(new ClientClosedError());
    const isAlone =
      call.isAlone === true ||
      call.command.batchField === undefined ||
      !this.#options.batch ||
      this.#withoutBatch.has(address);
    if (isAlone) return this.#unary(address, call, via);
    return this.#streamTo(address, via).send(call) as Promise<Response>;
  }

  close(): void {
    this.#isClosed = true;
    for (const stream of this.#streams.values()) stream.abandon(new ClientClosedError());
    this.#streams.clear();
  }

  async #unary<Request, Response>(
    address: string,
    call: StoreCall<Request, Response>,
    via: string | null,
  ): Promise<Response> {
    const { command, timeoutMs, signal } = call;
    this.#writer.reset();
    encodeBody(call, this.#writer);
    const { transport } = this.#options;
    const bytes = this.#writer.finish();
    const metadata = via === null ? undefined : { [FORWARD]: address };
    const answer = await transport.unary(via ?? address, command.path, bytes, {
      timeoutMs,
      signal,
      metadata,
    });
    return decodeMessage(command.response, answer);
  }

  #streamTo(address: string, via: string | null): BatchStream {
    const name = via === null ? address : `${address} via ${via}`;
    let stream = this.#streams.get(name);
    if (stream === undefined) {
      const { transport, clock } = this.#options;
      stream = new BatchStream({
        transport,
        clock,
        address: via ?? address,
        metadata: via === null ? undefined : { [FORWARD]: address },
        onFeedback: (feedback) => this.health.noteFeedback(address, feedback),
        onUnsupported: (requests) => {
          this.#withoutBatch.add(address);
          for (const { call, resolve, reject } of requests)
            this.#unary(address, call, via).then(resolve, reject);
        },
      });
      this.#streams.set(name, stream);
    }
    return stream;
  }
}
