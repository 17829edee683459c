/** Whether a store is there at all, asked after a request to it failed, so that a lost answer is told from a lost store. */

import { encodeMessage, health } from '@tito/protocol';
import type { ClientContext } from '../context';
import { RPC_STATUS, RpcError } from '../rpc/transport';

const TIMEOUT_MS = 1_000;
const { check } = health.HealthService;

export class StoreLiveness {
  readonly #context: ClientContext;
  readonly #asked = new Map<string, Promise<boolean>>();

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** Many who ask at once about one address share one question. */
  isReachable(address: string): Promise<boolean> {
    let asked = this.#asked.get(address);
    if (asked === undefined) {
      asked = this.#ask(address).finally(() => this.#asked.delete(address));
      this.#asked.set(address, asked);
    }
    return asked;
  }

  async #ask(address: string): Promise<boolean> {
    try {
      const request = encodeMessage(check.request, { service: '' });
      await this.#context.transport.unary(address, check.path, request, { timeoutMs: TIMEOUT_MS });
      return true;
    } catch (error) {
      // Whoever refuses the question is there.
      return error instanceof RpcError && error.status === RPC_STATUS.unimplemented;
    }
  }
}
