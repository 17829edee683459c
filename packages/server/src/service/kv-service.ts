/** The transactional calls of a store. */

import { type Init, type MethodType, type kvrpcpb, tikvpb } from '@tito/protocol';
import type { KeyError } from '../mvcc/key-errors';
import type { Region } from '../topology/region';
import { batchGet } from '../txn/commands/batch-get';
import { checkTxnStatus, txnHeartBeat } from '../txn/commands/check-txn-status';
import { checkSecondaryLocks } from '../txn/commands/check-secondary-locks';
import { commit } from '../txn/commands/commit';
import { bufferBatchGet, flush } from '../txn/commands/flush';
import { get } from '../txn/commands/get';
import { pessimisticLock, refusePessimisticLock } from '../txn/commands/pessimistic-lock';
import { pessimisticRollback } from '../txn/commands/pessimistic-rollback';
import { prewrite } from '../txn/commands/prewrite';
import { resolveLock } from '../txn/commands/resolve-lock';
import { batchRollback, cleanup } from '../txn/commands/rollback';
import { scan } from '../txn/commands/scan';
import { scanLock } from '../txn/commands/scan-lock';
import type { Storage } from '../txn/storage';
import { type Scope, admitVersion, isPlain } from './api-version';
import type { AnyCall, Call, RequestWithContext } from './call';

const rpc = tikvpb.TikvService;

/** As in TiKV, only reads and the first requests of a transaction have a `scope` that is checked. */
function kvCall<Request extends RequestWithContext, Response>(
  method: MethodType<Request, Response>,
  scope: ((request: Request) => Omit<Scope, 'kind'>) | null,
  run: (storage: Storage, region: Region, request: Request) => Init<Response> | Promise<Init<Response>>,
  refuse: (error: KeyError, request: Request) => Init<Response>,
): Call<Request, Response> {
  return {
    method,
    admit(storage, request) {
      if (!scope || isPlain(storage, request.context)) return;
      admitVersion(storage, request.context, { ...scope(request), kind: 'txn' });
    },
    run: (room, request, region) => run(room.storage, region, request),
    refuse,
  };
}

const single = (error: KeyError): { error: KeyError } => ({ error });
const listed = (error: KeyError): { errors: KeyError[] } => ({ errors: [error] });
const inPairsToo = (error: KeyError): { error: KeyError; pairs: Init<kvrpcpb.KvPair>[] } => ({
  error,
  pairs: [{ error }],
});

export const kvCalls: Readonly<Record<string, AnyCall>> = {
  kvGet: kvCall(rpc.kvGet, ({ key }) => ({ command: 'kv_get', keys: [key] }), get, single),
  kvBatchGet: kvCall(rpc.kvBatchGet, ({ keys }) => ({ command: 'kv_batch_get', keys }), batchGet, inPairsToo),
  kvScan: kvCall(
    rpc.kvScan,
    ({ startKey, endKey, reverse }) => ({
      command: 'kv_scan',
      ranges: [reverse ? [endKey, startKey] : [startKey, endKey]],
    }),
    scan,
    inPairsToo,
  ),
  kvPrewrite: kvCall(
    rpc.kvPrewrite,
    ({ mutations }) => ({ command: 'kv_prewrite', keys: mutations.map(({ key }) => key) }),
    prewrite,
    listed,
  ),
  kvCommit: kvCall(rpc.kvCommit, null, commit, single),
  kvBatchRollback: kvCall(rpc.kvBatchRollback, null, batchRollback, single),
  kvCleanup: kvCall(rpc.kvCleanup, null, cleanup, single),
  kvCheckTxnStatus: kvCall(rpc.kvCheckTxnStatus, null, checkTxnStatus, single),
  kvTxnHeartBeat: kvCall(rpc.kvTxnHeartBeat, null, txnHeartBeat, single),
  kvPessimisticLock: kvCall(
    rpc.kvPessimisticLock,
    ({ mutations }) => ({ command: 'kv_pessimistic_lock', keys: mutations.map(({ key }) => key) }),
    pessimisticLock,
    refusePessimisticLock,
  ),
  kvPessimisticRollback: kvCall(rpc.kvPessimisticRollback, null, pessimisticRollback, listed),
  kvCheckSecondaryLocks: kvCall(rpc.kvCheckSecondaryLocks, null, checkSecondaryLocks, single),
  kvFlush: kvCall(
    rpc.kvFlush,
    ({ mutations }) => ({ command: 'kv_flush', keys: mutations.map(({ key }) => key) }),
    flush,
    listed,
  ),
  kvBufferBatchGet: kvCall(
    rpc.kvBufferBatchGet,
    ({ keys }) => ({ command: 'kv_buffer_batch_get', keys }),
    bufferBatchGet,
    single,
  ),
  kvScanLock: kvCall(rpc.kvScanLock, null, scanLock, single),
  kvResolveLock: kvCall(rpc.kvResolveLock, null, resolveLock, single),
};
