/** Calls a cluster's services by their generated methods, with the region context that a client would send. */

import * as grpc from '@grpc/grpc-js';
import {
  type Init,
  type MethodType,
  encodeMemcomparable,
  grpcMethod,
  kvrpcpb,
  pdpb,
  tikvpb,
} from '@tito/protocol';
import type { EmbeddedCluster } from '@tito/server';

export const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
export const text = (value: Uint8Array): string => Buffer.from(value).toString('utf8');

export class WireClient {
  readonly #channels = new Map<string, grpc.Client>();
  readonly #cluster: EmbeddedCluster;
  #clusterId = 0n;

  constructor(cluster: EmbeddedCluster) {
    this.#cluster = cluster;
  }

  close(): void {
    for (const channel of this.#channels.values()) channel.close();
  }

  channel(address: string): grpc.Client {
    let channel = this.#channels.get(address);
    if (!channel) {
      channel = new grpc.Client(address, grpc.credentials.createInsecure(), {
        'grpc.use_local_subchannel_pool': 1,
      });
      this.#channels.set(address, channel);
    }
    return channel;
  }

  unary<Q, R>(
    address: string,
    method: MethodType<Q, R>,
    request: Init<Q>,
    timeoutMs = 5000,
    metadata: Readonly<Record<string, string>> = {},
  ): Promise<R> {
    const headers = new grpc.Metadata();
    for (const [name, value] of Object.entries(metadata)) headers.set(name, value);
    const { path, requestSerialize, responseDeserialize } = grpcMethod(method);
    return new Promise((resolve, reject) => {
      this.channel(address).makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        request as Q,
        headers,
        { deadline: Date.now() + timeoutMs },
        (error, answer) => (error ? reject(error) : resolve(answer as R)),
      );
    });
  }

  get pdAddress(): string {
    return this.#cluster.pdEndpoints[0]!;
  }

  async header(): Promise<{ clusterId: bigint }> {
    if (this.#clusterId === 0n) {
      const members = await this.unary(this.pdAddress, pdpb.PDService.getMembers, {});
      this.#clusterId = members.header!.clusterId;
    }
    return { clusterId: this.#clusterId };
  }

  /** A call of PD, with the header that it wants. */
  async pd<Q extends { header: pdpb.RequestHeader | undefined }, R>(
    method: MethodType<Q, R>,
    request: Init<Q>,
  ): Promise<R> {
    return this.unary(this.pdAddress, method, { ...request, header: await this.header() });
  }

  async timestamp(): Promise<bigint> {
    const { timestamp } = await this.pd(pdpb.PDService.getMinTs, {});
    return (timestamp!.physical << 18n) + timestamp!.logical;
  }

  /** The context of a request for a transactional key, and the leader's address. */
  async route(key: Uint8Array): Promise<{ address: string; context: Init<kvrpcpb.Context> }> {
    const found = await this.pd(pdpb.PDService.getRegion, { regionKey: encodeMemcomparable(key) });
    const { region, leader } = found;
    const { store } = await this.pd(pdpb.PDService.getStore, { storeId: leader!.storeId });
    return {
      address: store!.address,
      context: { regionId: region!.id, regionEpoch: region!.regionEpoch, peer: leader },
    };
  }

  /** A call of TiKV, sent to the leader of the region of `key`. */
  async kv<Q extends { context: kvrpcpb.Context | undefined }, R>(
    method: MethodType<Q, R>,
    key: string,
    request: Init<Omit<Q, 'context'>>,
  ): Promise<R> {
    const { address, context } = await this.route(bytes(key));
    return this.unary(address, method, { ...(request as object), context } as unknown as Init<Q>);
  }

  /** Commits values in one phase. */
  async write(pairs: Readonly<Record<string, string>>): Promise<bigint> {
    const keys = Object.keys(pairs);
    const answer = await this.kv(tikvpb.TikvService.kvPrewrite, keys[0]!, {
      mutations: keys.map((key) => ({ op: kvrpcpb.Op.Put, key: bytes(key), value: bytes(pairs[key]!) })),
      primaryLock: bytes(keys[0]!),
      startVersion: await this.timestamp(),
      lockTtl: 3000n,
      tryOnePc: true,
    });
    if (answer.onePcCommitTs === 0n) throw new Error('the write was refused');
    return answer.onePcCommitTs;
  }

  /** The newest value, `null` when there is none. */
  async read(key: string): Promise<string | null> {
    const answer = await this.kv(tikvpb.TikvService.kvGet, key, {
      key: bytes(key),
      version: await this.timestamp(),
    });
    if (answer.error || answer.regionError) throw new Error('the read was refused');
    return answer.notFound ? null : text(answer.value);
  }

  /** A bidirectional stream; the caller ends it. */
  stream<Q, R>(address: string, method: MethodType<Q, R>): grpc.ClientDuplexStream<Q, R> {
    const { path, requestSerialize, responseDeserialize } = grpcMethod(method);
    return this.channel(address).makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
  }
}
