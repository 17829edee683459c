/** Plays scenarios against a server and tells, step by step, what differed. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceError } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import { encodeMemcomparable } from '@tito/protocol';
import { type Names, bytesOf, differences, timestampOf, toWire } from './notation';
import type { Json, JsonObject, Scenario, ServerMode, Step } from './transcript';
import { WireClient, type WireMessage, exchange, messagesOf } from './wire';

export interface StepResult {
  readonly index: number;
  /** Lines that say what differs; empty where the answers agree. */
  readonly differences: readonly string[];
}

interface Answer {
  readonly message: WireMessage | null;
  readonly grpcStatus: string | null;
}

/** One server under test. */
export class Player {
  readonly #pd: WireClient;
  readonly #mode: ServerMode;
  readonly #stores = new Map<string, WireClient>();
  readonly #passTime: (ms: number) => void;
  #clusterId = '';

  /** @param passTime moves the server's clock ahead, so that nobody has to sleep */
  constructor(pdAddress: string, mode: ServerMode, passTime: (ms: number) => void) {
    this.#passTime = passTime;
    this.#pd = new WireClient(pdAddress, 'pdpb.PD');
    this.#mode = mode;
  }

  /** Plays one scenario; every step that has a recorded answer gives a result. */
  async play(scenario: Scenario, tsoGap: number): Promise<StepResult[]> {
    const names: Names = new Map();
    const sent = new Map<string, { step: Step; answer: Promise<Answer> }>();
    const results: StepResult[] = [];
    for (const [index, step] of scenario.steps.entries()) {
      for (const name of step.tso ?? []) names.set(name, await this.#timestamp(tsoGap));
      for (const [name, value] of Object.entries(step.let ?? {})) names.set(name, timestampOf(value, names));
      // Requests that wait do so by the clock on the wall.
      if (step.sleep_ms && sent.size > 0) await sleep(step.sleep_ms);
      else if (step.sleep_ms) this.#passTime(step.sleep_ms);
      if (step.rpc && step.label) sent.set(step.label, { step, answer: this.#send(step, names) });
      else if (step.rpc)
        results.push(this.#judge(index, step, step.rpc, await this.#send(step, names), names));
      if (step.await) {
        const waited = sent.get(step.await)!;
        sent.delete(step.await);
        const merged = { ...step, ignore: [...(step.ignore ?? []), ...(waited.step.ignore ?? [])] };
        results.push(this.#judge(index, merged, waited.step.rpc!, await waited.answer, names));
      }
    }
    return results;
  }

  close(): void {
    this.#pd.close();
    for (const store of this.#stores.values()) store.close();
  }

  #judge(index: number, step: Step, rpc: string, answer: Answer, names: Names): StepResult {
    const expected = step.response ?? {};
    const wanted = expected['grpc_status'];
    if (wanted !== undefined || answer.message === null) {
      const same = wanted === answer.grpcStatus;
      return {
        index,
        differences: same
          ? []
          : [`status ${answer.grpcStatus}, recorded ${JSON.stringify(wanted ?? 'an answer')}`],
      };
    }
    for (const [name, path] of Object.entries(step.capture ?? {})) {
      const value = path
        .split('.')
        .reduce<unknown>((at, part) => (at as WireMessage | undefined)?.[part], answer.message);
      names.set(name, BigInt((value as string | undefined) ?? 0));
    }
    const ignore = new Set(step.ignore ?? []);
    return {
      index,
      differences: differences(messagesOf(rpc).response, expected, answer.message, { names, ignore }),
    };
  }

  async #send(step: Step, names: Names): Promise<Answer> {
    try {
      const message =
        step.rpc === 'BatchCommands' ? await this.#sendBatch(step, names) : await this.#sendOne(step, names);
      return { message, grpcStatus: null };
    } catch (error) {
      const { code } = error as ServiceError;
      if (code === undefined) throw error;
      return { message: null, grpcStatus: status[code] ?? String(code) };
    }
  }

  async #sendOne(step: Step, names: Names): Promise<WireMessage> {
    const rpc = step.rpc!;
    const { store, context } = await this.#route(rpc, step.request!, step, names);
    const request = toWire(messagesOf(rpc).request, step.request!, names);
    return store.unary(rpc, { ...request, context });
  }

  async #sendBatch(step: Step, names: Names): Promise<WireMessage> {
    const commands = (step.request as unknown as { requests: readonly { [command: string]: JsonObject }[] })
      .requests;
    const type = 'tikvpb.BatchCommandsRequest.Request';
    let client: WireClient | null = null;
    const requests: WireMessage[] = [];
    for (const command of commands) {
      const [name, request] = Object.entries(command)[0]!;
      const message = toWire(type, command, names);
      if (name !== 'Empty') {
        const { store, context } = await this.#route(name, request, step, names);
        client = store;
        (message[name] as WireMessage)['context'] = context;
      }
      requests.push(message);
    }
    client ??= await this.#anyStore();
    const ids = requests.map((_, i) => String(i + 1));
    const seen = new Map<string, WireMessage>();
    await exchange(client.stream('BatchCommands'), { requests, request_ids: ids }, (answers) => {
      const last = answers[answers.length - 1] as { request_ids?: string[]; responses?: WireMessage[] };
      (last.request_ids ?? []).forEach((id, i) => seen.set(id, last.responses![i]!));
      return seen.size === ids.length;
    });
    return { responses: ids.map((id) => seen.get(id)!) };
  }

  async #route(
    rpc: string,
    request: JsonObject,
    step: Step,
    names: Names,
  ): Promise<{ store: WireClient; context: WireMessage }> {
    const bend = step.region ?? {};
    const key = bend.route_key === undefined ? firstKey(request) : bytesOf(bend.route_key);
    const raw = /^Raw|^BatchCommands/.test(rpc) && this.#mode.apiVersion === 1;
    const found = await this.#pd.unary('GetRegion', {
      header: await this.#header(),
      region_key: raw ? key : key.length === 0 ? key : Buffer.from(encodeMemcomparable(key)),
    });
    const region = found['region'] as { id: string; region_epoch: Record<string, string> };
    const leader = found['leader'] as { id: string; store_id: string };
    const plus = (value: string | undefined, by = 0): string => String(BigInt(value ?? 0) + BigInt(by));
    return {
      store: await this.#store(leader.store_id),
      context: {
        region_id: plus(region.id, bend.region_id_plus),
        region_epoch: {
          conf_ver: plus(region.region_epoch['conf_ver'], bend.epoch_conf_ver_plus),
          version: plus(region.region_epoch['version'], bend.epoch_version_plus),
        },
        peer: {
          ...leader,
          id: plus(leader.id, bend.peer_id_plus),
          store_id: plus(leader.store_id, bend.store_id_plus),
        },
        ...toWire('kvrpcpb.Context', step.context ?? {}, names),
      },
    };
  }

  async #timestamp(gap: number): Promise<bigint> {
    const stream = this.#pd.stream('Tso');
    const [answer] = await exchange(stream, { header: await this.#header(), count: gap }, () => true);
    const { physical = '0', logical = '0' } = answer!['timestamp'] as { physical?: string; logical?: string };
    return (BigInt(physical) << 18n) + BigInt(logical);
  }

  async #header(): Promise<WireMessage> {
    if (this.#clusterId === '') {
      const members = await this.#pd.unary('GetMembers', {});
      this.#clusterId = (members['header'] as { cluster_id: string }).cluster_id;
    }
    return { cluster_id: this.#clusterId };
  }

  async #store(id: string): Promise<WireClient> {
    const found = this.#stores.get(id);
    if (found) return found;
    const answer = await this.#pd.unary('GetStore', { header: await this.#header(), store_id: id });
    const client = new WireClient((answer['store'] as { address: string }).address, 'tikvpb.Tikv');
    this.#stores.set(id, client);
    return client;
  }

  async #anyStore(): Promise<WireClient> {
    const answer = await this.#pd.unary('GetAllStores', { header: await this.#header() });
    return this.#store((answer['stores'] as { id: string }[])[0]!.id);
  }
}

/** The key that a request is routed by. */
function firstKey(request: JsonObject): Buffer {
  const first = (value: Json | undefined): JsonObject | undefined =>
    (value as readonly JsonObject[] | undefined)?.[0];
  const candidates = [
    request['key'],
    (request['keys'] as readonly Json[] | undefined)?.[0],
    first(request['mutations'])?.['key'],
    first(request['pairs'])?.['key'],
    first(request['ranges'])?.['start_key'],
    (request['split_keys'] as readonly Json[] | undefined)?.[0],
    request['primary_key'],
    request['start_key'],
  ];
  const key = candidates.find((candidate) => candidate !== undefined && candidate !== '');
  return key === undefined ? Buffer.alloc(0) : bytesOf(key);
}
