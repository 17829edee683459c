/** The calls about keyspaces. Making them is no part of the protocol: the cluster is started with their names. */

import { type Init, type keyspacepb, pdpb } from '@tito/protocol';
import type { Keyspace } from './keyspaces';
import { type PdRoom, errorHeader, header } from './pd-room';

type LoadResponse = Init<keyspacepb.LoadKeyspaceResponse>;

export function loadKeyspace(pd: PdRoom, { name }: keyspacepb.LoadKeyspaceRequest): LoadResponse {
  return loaded(pd, pd.keyspaces.byName(name));
}

export function loadKeyspaceById(pd: PdRoom, { id }: keyspacepb.LoadKeyspaceByIDRequest): LoadResponse {
  return loaded(pd, pd.keyspaces.byId(id ?? 0));
}

export function getAllKeyspaces(
  pd: PdRoom,
  { startId, limit }: keyspacepb.GetAllKeyspacesRequest,
): Init<keyspacepb.GetAllKeyspacesResponse> {
  const found = pd.keyspaces.all.filter(({ id }) => id >= (startId ?? 0));
  return { header: header(pd), keyspaces: found.slice(0, limit > 0 ? limit : undefined).map(message) };
}

export function updateKeyspaceState(
  pd: PdRoom,
  { id, state }: keyspacepb.UpdateKeyspaceStateRequest,
): Init<keyspacepb.UpdateKeyspaceStateResponse> {
  const keyspace = pd.keyspaces.byId(id ?? 0);
  if (!keyspace) return loaded(pd, undefined);
  const updated = { ...keyspace, state };
  pd.keyspaces.put(updated);
  return loaded(pd, updated);
}

/** What a watcher is told first; nothing changes afterwards save states. */
export function existingKeyspaces(pd: PdRoom): Init<keyspacepb.WatchKeyspacesResponse> {
  return { header: header(pd), keyspaces: pd.keyspaces.all.map(message) };
}

function loaded(pd: PdRoom, keyspace: Keyspace | undefined): LoadResponse {
  if (!keyspace)
    return { header: errorHeader(pd, pdpb.ErrorType.ENTRY_NOT_FOUND, 'keyspace does not exist') };
  return { header: header(pd), keyspace: message(keyspace) };
}

function message({ id, name, state, createdAtS }: Keyspace): Init<keyspacepb.KeyspaceMeta> {
  const createdAt = BigInt(createdAtS);
  return { id, name, state, createdAt, stateChangedAt: createdAt };
}
