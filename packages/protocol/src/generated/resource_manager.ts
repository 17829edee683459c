// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType } from '../wire/message';

export interface Consumption {
  readonly rRU: number;
  readonly wRU: number;
  readonly readBytes: number;
  readonly writeBytes: number;
  readonly totalCpuTimeMs: number;
  readonly sqlLayerCpuTimeMs: number;
  readonly kvReadRpcCount: number;
  readonly kvWriteRpcCount: number;
  readonly readCrossAzTrafficBytes: bigint;
  readonly writeCrossAzTrafficBytes: bigint;
  readonly tikvRUV2: number;
  readonly tidbRUV2: number;
  readonly tiflashRUV2: number;
}
export const Consumption: MessageType<Consumption> = {
  name: 'resource_manager.Consumption',
  encode(m, w) {
    if (m.rRU !== undefined && !Object.is(m.rRU, 0)) {
      w.byte(9);
      w.double(m.rRU);
    }
    if (m.wRU !== undefined && !Object.is(m.wRU, 0)) {
      w.byte(17);
      w.double(m.wRU);
    }
    if (m.readBytes !== undefined && !Object.is(m.readBytes, 0)) {
      w.byte(25);
      w.double(m.readBytes);
    }
    if (m.writeBytes !== undefined && !Object.is(m.writeBytes, 0)) {
      w.byte(33);
      w.double(m.writeBytes);
    }
    if (m.totalCpuTimeMs !== undefined && !Object.is(m.totalCpuTimeMs, 0)) {
      w.byte(41);
      w.double(m.totalCpuTimeMs);
    }
    if (m.sqlLayerCpuTimeMs !== undefined && !Object.is(m.sqlLayerCpuTimeMs, 0)) {
      w.byte(49);
      w.double(m.sqlLayerCpuTimeMs);
    }
    if (m.kvReadRpcCount !== undefined && !Object.is(m.kvReadRpcCount, 0)) {
      w.byte(57);
      w.double(m.kvReadRpcCount);
    }
    if (m.kvWriteRpcCount !== undefined && !Object.is(m.kvWriteRpcCount, 0)) {
      w.byte(65);
      w.double(m.kvWriteRpcCount);
    }
    if (m.readCrossAzTrafficBytes !== undefined && m.readCrossAzTrafficBytes !== 0n) {
      w.byte(72);
      w.uint64(m.readCrossAzTrafficBytes);
    }
    if (m.writeCrossAzTrafficBytes !== undefined && m.writeCrossAzTrafficBytes !== 0n) {
      w.byte(80);
      w.uint64(m.writeCrossAzTrafficBytes);
    }
    if (m.tikvRUV2 !== undefined && !Object.is(m.tikvRUV2, 0)) {
      w.byte(89);
      w.double(m.tikvRUV2);
    }
    if (m.tidbRUV2 !== undefined && !Object.is(m.tidbRUV2, 0)) {
      w.byte(97);
      w.double(m.tidbRUV2);
    }
    if (m.tiflashRUV2 !== undefined && !Object.is(m.tiflashRUV2, 0)) {
      w.byte(105);
      w.double(m.tiflashRUV2);
    }
  },
  decode(r, end) {
    let rRU_: number = 0;
    let wRU_: number = 0;
    let readBytes_: number = 0;
    let writeBytes_: number = 0;
    let totalCpuTimeMs_: number = 0;
    let sqlLayerCpuTimeMs_: number = 0;
    let kvReadRpcCount_: number = 0;
    let kvWriteRpcCount_: number = 0;
    let readCrossAzTrafficBytes_: bigint = 0n;
    let writeCrossAzTrafficBytes_: bigint = 0n;
    let tikvRUV2_: number = 0;
    let tidbRUV2_: number = 0;
    let tiflashRUV2_: number = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 9:
          rRU_ = r.double();
          break;
        case 17:
          wRU_ = r.double();
          break;
        case 25:
          readBytes_ = r.double();
          break;
        case 33:
          writeBytes_ = r.double();
          break;
        case 41:
          totalCpuTimeMs_ = r.double();
          break;
        case 49:
          sqlLayerCpuTimeMs_ = r.double();
          break;
        case 57:
          kvReadRpcCount_ = r.double();
          break;
        case 65:
          kvWriteRpcCount_ = r.double();
          break;
        case 72:
          readCrossAzTrafficBytes_ = r.uint64();
          break;
        case 80:
          writeCrossAzTrafficBytes_ = r.uint64();
          break;
        case 89:
          tikvRUV2_ = r.double();
          break;
        case 97:
          tidbRUV2_ = r.double();
          break;
        case 105:
          tiflashRUV2_ = r.double();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      rRU: rRU_,
      wRU: wRU_,
      readBytes: readBytes_,
      writeBytes: writeBytes_,
      totalCpuTimeMs: totalCpuTimeMs_,
      sqlLayerCpuTimeMs: sqlLayerCpuTimeMs_,
      kvReadRpcCount: kvReadRpcCount_,
      kvWriteRpcCount: kvWriteRpcCount_,
      readCrossAzTrafficBytes: readCrossAzTrafficBytes_,
      writeCrossAzTrafficBytes: writeCrossAzTrafficBytes_,
      tikvRUV2: tikvRUV2_,
      tidbRUV2: tidbRUV2_,
      tiflashRUV2: tiflashRUV2_,
    };
  },
};
