/**
 * The least that can talk to a store: bare grpc-js, one call or one batch entry for each request, no retries, no routing.
 * What a client costs is measured against it, and servers are measured with it.
 */

import { Client, type ClientDuplexStream, credentials } from '@grpc/grpc-js';
import {
  type Init,
  type MethodType,
  decodeMessage,
  encodeMemcomparable,
  encodeMessage,
  type kvrpcpb,
  pdpb,
  tikvpb,
} from '@tito/protocol';

const OPTIONS = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  'grpc.use_local_subchannel_pool': 1,
  'grpc-node.flow_control_window': 4 * 1024 * 1024,
};
const asIs = (bytes: Buffer): Buffer => bytes;

type BatchRequest = Init<tikvpb.BatchCommandsRequest_Request>;
type BatchResponse = tikvpb.BatchCommandsResponse_Response;

export class BareClient {
  readonly #pd: Client;
  readonly #store: Client;
  readonly #clusterId: bigint;
  readonly #stream: ClientDuplexStream<Buffer, Buffer>;
  readonly #waiting = new Map<bigint, (response: BatchResponse) => void>();
  #queued: { ids: bigint[]; requests: BatchRequest[] } = { ids: [], requests: [] };
  #nextId = 1n;
  /** Region, epoch and peer for requests to the one region of a fresh cluster. */
  readonly context: Init<kvrpcpb.Context>;

  private constructor(pd: Client, store: Client, clusterId: bigint, context: Init<kvrpcpb.Context>) {
    this.#pd = pd;
    this.#store = store;
    this.#clusterId = clusterId;
    this.context = context;
    this.#stream = store.makeBidiStreamRequest(tikvpb.TikvService.batchCommands.path, asIs, asIs);
    this.#stream.on('data', (bytes: Buffer) => this.#receive(bytes));
    this.#stream.on('error', () => undefined);
  }

  static async connect(endpoint: string): Promise<BareClient> {
    const pd = new Client(endpoint, credentials.createInsecure(), OPTIONS);
    const { PDService } = pdpb;
    const { header } = await call(pd, PDService.getMembers, {});
    const head = { clusterId: header?.clusterId ?? 0n };
    const { region, leader } = await call(pd, PDService.getRegion, {
      header: head,
      regionKey: new Uint8Array(0),
    });
    const { store } = await call(pd, PDService.getStore, { header: head, storeId: leader?.storeId ?? 0n });
    const client = new Client(store?.address ?? '', credentials.createInsecure(), OPTIONS);
    const context = { regionId: region?.id, regionEpoch: region?.regionEpoch, peer: leader };
    return new BareClient(pd, client, head.clusterId, context);
  }

  /** One call of its own. */
  unary<Request, Response>(method: MethodType<Request, Response>, request: Init<Request>): Promise<Response> {
    return call(this.#store, method, request);
  }

  /** One entry of a batch; entries of one turn of the event loop share a message. */
  batch(request: BatchRequest): Promise<BatchResponse> {
    return new Promise((resolve) => {
      const id = this.#nextId++;
      this.#waiting.set(id, resolve);
      if (this.#queued.ids.length === 0) process.nextTick(() => this.#flush());
      this.#queued.ids.push(id);
      this.#queued.requests.push(request);
    });
  }

  /** So many timestamps from a stream of its own; the first of them. */
  timestamps(count: number): Promise<bigint> {
    const { path } = pdpb.PDService.tso;
    const stream = this.#pd.makeBidiStreamRequest(path, asIs, asIs);
    stream.write(encodeMessage(pdpb.TsoRequest, { header: { clusterId: this.#clusterId }, count }));
    return new Promise((resolve, reject) => {
      stream.on('error', reject);
      stream.once('data', (bytes: Buffer) => {
        const { timestamp } = decodeMessage(pdpb.TsoResponse, bytes);
        stream.end();
        resolve(((timestamp?.physical ?? 0n) << 18n) + (timestamp?.logical ?? 0n) - BigInt(count - 1));
      });
    });
  }

  /** Regions begin at these keys from now on. */
  async split(keys: readonly Uint8Array[]): Promise<void> {
    const header = { clusterId: this.#clusterId };
    await call(this.#pd, pdpb.PDService.splitRegions, { header, splitKeys: keys.map(encodeMemcomparable) });
  }

  close(): void {
    this.#stream.cancel();
    this.#store.close();
    this.#pd.close();
  }

  #flush(): void {
    const { ids, requests } = this.#queued;
    this.#queued = { ids: [], requests: [] };
    this.#stream.write(encodeMessage(tikvpb.BatchCommandsRequest, { requests, requestIds: ids }));
  }

  #receive(bytes: Buffer): void {
    const { requestIds, responses } = decodeMessage(tikvpb.BatchCommandsResponse, bytes);
    requestIds.forEach((id, i) => {
      const resolve = this.#waiting.get(id);
      this.#waiting.delete(id);
      resolve?.(responses[i] as BatchResponse);
    });
  }
}

function call<Request, Response>(
  client: Client,
  method: MethodType<Request, Response>,
  request: Init<Request>,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const serialize = (message: Init<Request>): Buffer => encodeMessage(method.request, message);
    const deserialize = (bytes: Buffer): Response => decodeMessage(method.response, bytes);
    client.makeUnaryRequest(method.path, serialize, deserialize, request, (error, response) => {
      if (error) reject(error);
      else resolve(response as Response);
    });
  });
}
