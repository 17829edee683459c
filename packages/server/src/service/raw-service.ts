/** The raw calls of a store. */

import { type Init, type MethodType, type kvrpcpb, tikvpb } from '@tito/protocol';
import type { KeyError } from '../mvcc/key-errors';
import {
  rawBatchDelete,
  rawBatchGet,
  rawBatchPut,
  rawCompareAndSwap,
  rawDelete,
  rawGet,
  rawGetKeyTtl,
  rawPut,
} from '../raw/raw-point';
import { rawBatchScan, rawChecksum, rawDeleteRange, rawScan } from '../raw/raw-range';
import type { Region } from '../topology/region';
import type { Storage } from '../txn/storage';
import { admitVersion, isPlain } from './api-version';
import type { AnyCall, Call, RequestWithContext } from './call';

const rpc = tikvpb.TikvService;
type Bytes = Uint8Array;
type Ranges = readonly (readonly [Bytes, Bytes])[];

interface Named<Request> {
  readonly command: string;
  readonly keys?: (request: Request) => readonly Bytes[];
  readonly ranges?: (request: Request) => Ranges;
}

function rawCall<Request extends RequestWithContext, Response>(
  method: MethodType<Request, Response>,
  { command, keys, ranges }: Named<Request>,
  run: (storage: Storage, region: Region, request: Request) => Init<Response> | Promise<Init<Response>>,
  refuse: (error: KeyError) => Init<Response>,
): Call<Request, Response> {
  return {
    method,
    admit(storage, request) {
      if (isPlain(storage, request.context)) return;
      admitVersion(storage, request.context, {
        command,
        kind: 'raw',
        keys: keys?.(request) ?? [],
        ranges: ranges?.(request) ?? [],
      });
    },
    run: (room, request, region) => run(room.storage, region, request),
    refuse,
  };
}

/** Most raw answers have a text for errors. */
const asText = (error: KeyError): { error: string } => ({ error: error.abort ?? 'error' });
const oneKey = ({ key }: { readonly key: Bytes }): Bytes[] => [key];
const oneRange = ({ startKey, endKey, reverse = false }: RangeRequest): Ranges =>
  reverse ? [[endKey, startKey]] : [[startKey, endKey]];
interface RangeRequest {
  readonly startKey: Bytes;
  readonly endKey: Bytes;
  readonly reverse?: boolean;
}

/** As a server without plugins answers. */
const rawCoprocessor: Call<kvrpcpb.RawCoprocessorRequest, kvrpcpb.RawCoprocessorResponse> = {
  method: rpc.rawCoprocessor,
  run: (_, { coprName }) => ({ error: `No registered coprocessor named '${coprName}'` }),
  refuse: asText,
};

export const rawCalls: Readonly<Record<string, AnyCall>> = {
  rawGet: rawCall(rpc.rawGet, { command: 'raw_get', keys: oneKey }, rawGet, asText),
  rawBatchGet: rawCall(
    rpc.rawBatchGet,
    { command: 'raw_batch_get', keys: ({ keys }) => keys },
    rawBatchGet,
    (error) => ({ pairs: [{ error }] }),
  ),
  rawPut: rawCall(rpc.rawPut, { command: 'raw_put', keys: oneKey }, rawPut, asText),
  rawBatchPut: rawCall(
    rpc.rawBatchPut,
    { command: 'raw_batch_put', keys: ({ pairs }) => pairs.map(({ key }) => key) },
    rawBatchPut,
    asText,
  ),
  rawDelete: rawCall(rpc.rawDelete, { command: 'raw_delete', keys: oneKey }, rawDelete, asText),
  rawBatchDelete: rawCall(
    rpc.rawBatchDelete,
    { command: 'raw_batch_delete', keys: ({ keys }) => keys },
    rawBatchDelete,
    asText,
  ),
  rawScan: rawCall(rpc.rawScan, { command: 'raw_scan', ranges: oneRange }, rawScan, (error) => ({
    kvs: [{ error }],
  })),
  rawBatchScan: rawCall(
    rpc.rawBatchScan,
    {
      command: 'raw_batch_scan',
      ranges: ({ ranges, reverse }) => ranges.flatMap((range) => oneRange({ ...range, reverse })),
    },
    rawBatchScan,
    (error) => ({ kvs: [{ error }] }),
  ),
  rawDeleteRange: rawCall(
    rpc.rawDeleteRange,
    { command: 'raw_delete_range', ranges: oneRange },
    rawDeleteRange,
    asText,
  ),
  rawGetKeyTtl: rawCall(rpc.rawGetKeyTtl, { command: 'raw_get_key_ttl', keys: oneKey }, rawGetKeyTtl, asText),
  rawCompareAndSwap: rawCall(
    rpc.rawCompareAndSwap,
    { command: 'raw_compare_and_swap', keys: oneKey },
    rawCompareAndSwap,
    asText,
  ),
  rawCoprocessor,
  rawChecksum: rawCall(
    rpc.rawChecksum,
    { command: 'raw_checksum', ranges: ({ ranges }) => ranges.flatMap(oneRange) },
    rawChecksum,
    asText,
  ),
};
