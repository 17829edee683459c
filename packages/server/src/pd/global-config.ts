/** Global configuration and the external timestamp: values that PD keeps for others. */

import { type Init, pdpb } from '@tito/protocol';
import { type PdRoom, errorHeader, header } from './pd-room';

const { ErrorType, EventType } = pdpb;

function pathOf(configPath: string, name: string): Buffer {
  return Buffer.from(`${configPath === '' ? '/global/config/' : configPath}${name}`, 'utf8');
}

const NO_END = new Uint8Array(0);

export function storeGlobalConfig(
  pd: PdRoom,
  { changes, configPath }: pdpb.StoreGlobalConfigRequest,
): Init<pdpb.StoreGlobalConfigResponse> {
  for (const { name, value, payload, kind } of changes) {
    const key = pathOf(configPath, name);
    if (kind === EventType.DELETE) pd.metaStore.delete(key, NO_END);
    else pd.metaStore.put(key, payload.length > 0 ? payload : Buffer.from(value, 'utf8'));
  }
  return {};
}

/** By names, or without any all under the path. */
export function loadGlobalConfig(
  pd: PdRoom,
  { names, configPath }: pdpb.LoadGlobalConfigRequest,
): Init<pdpb.LoadGlobalConfigResponse> {
  const { revision } = pd.metaStore;
  if (names.length === 0) {
    const start = pathOf(configPath, '');
    const end = Buffer.concat([start.subarray(0, -1), Buffer.from([start[start.length - 1]! + 1])]);
    const items = pd.metaStore.range(start, end).map(({ key, value }) => ({
      name: Buffer.from(key).toString('utf8'),
      payload: value,
    }));
    return { items, revision };
  }
  const items = names.map((name): Init<pdpb.GlobalConfigItem> => {
    const found = pd.metaStore.range(pathOf(configPath, name), NO_END)[0];
    if (found) return { name, payload: found.value };
    return { name, error: { type: ErrorType.GLOBAL_CONFIG_NOT_FOUND, message: `${name} not found` } };
  });
  return { items, revision };
}

export function getExternalTimestamp(pd: PdRoom): Init<pdpb.GetExternalTimestampResponse> {
  return { header: header(pd), timestamp: pd.external.timestamp };
}

/** May only grow, and not beyond what the oracle has given. */
export function setExternalTimestamp(
  pd: PdRoom,
  { timestamp }: pdpb.SetExternalTimestampRequest,
): Init<pdpb.SetExternalTimestampResponse> {
  const problem =
    timestamp > pd.oracle.current()
      ? 'the external timestamp should not be larger than global ts'
      : timestamp < pd.external.timestamp
        ? 'the external timestamp should be larger than now'
        : null;
  if (problem) return { header: errorHeader(pd, ErrorType.INVALID_VALUE, problem) };
  pd.external.timestamp = timestamp;
  return { header: header(pd) };
}
