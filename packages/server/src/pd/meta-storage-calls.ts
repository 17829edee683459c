/** MetaStorage: PD's own face of the same small store. */

import { type Init, meta_storagepb } from '@tito/protocol';
import type { MessageStream } from '../rpc/handlers';
import type { MetaChange } from './meta-store';
import type { PdRoom } from './pd-room';

const { Event_EventType } = meta_storagepb;

function header(pd: PdRoom): Init<meta_storagepb.ResponseHeader> {
  return { clusterId: pd.topology.clusterId, revision: pd.metaStore.revision };
}

export function metaGet(pd: PdRoom, request: meta_storagepb.GetRequest): Init<meta_storagepb.GetResponse> {
  const found = pd.metaStore.range(request.key, request.rangeEnd);
  const limit = request.limit > 0n ? Number(request.limit) : found.length;
  return {
    header: header(pd),
    kvs: found.slice(0, limit),
    more: found.length > limit,
    count: BigInt(found.length),
  };
}

export function metaPut(pd: PdRoom, request: meta_storagepb.PutRequest): Init<meta_storagepb.PutResponse> {
  const previous = pd.metaStore.put(request.key, request.value, request.lease);
  return { header: header(pd), prevKv: request.prevKv && previous ? previous : undefined };
}

export function metaDelete(
  pd: PdRoom,
  request: meta_storagepb.DeleteRequest,
): Init<meta_storagepb.DeleteResponse> {
  const gone = pd.metaStore.delete(request.key, request.rangeEnd);
  return { header: header(pd), deleted: BigInt(gone.length), prevKvs: request.prevKv ? gone : [] };
}

/** Tells changes from now on; the past is not kept. */
export function metaWatch(pd: PdRoom, request: meta_storagepb.WatchRequest, stream: MessageStream): void {
  const toEvent = ({ kind, entry, previous }: MetaChange): Init<meta_storagepb.Event> => ({
    type: kind === 'put' ? Event_EventType.PUT : Event_EventType.DELETE,
    kv: entry,
    prevKv: request.prevKv && previous ? previous : undefined,
  });
  const stop = pd.metaStore.watch(request.key, request.rangeEnd, (changes) =>
    stream.write({ header: header(pd), events: changes.map(toEvent) }),
  );
  stream.onClosed(stop);
}
