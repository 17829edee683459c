// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType } from '../wire/message';
import { NO_ITEMS } from '../wire/empty';

export interface RemoteParentSpan {
  readonly traceId: bigint;
  readonly spanId: bigint;
}
export const RemoteParentSpan: MessageType<RemoteParentSpan> = {
  name: 'tracepb.RemoteParentSpan',
  encode(m, w) {
    if (m.traceId !== undefined && m.traceId !== 0n) {
      w.byte(8);
      w.uint64(m.traceId);
    }
    if (m.spanId !== undefined && m.spanId !== 0n) {
      w.byte(16);
      w.uint64(m.spanId);
    }
  },
  decode(r, end) {
    let traceId_: bigint = 0n;
    let spanId_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          traceId_ = r.uint64();
          break;
        case 16:
          spanId_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      traceId: traceId_,
      spanId: spanId_,
    };
  },
};

export interface TraceContext {
  readonly remoteParentSpans: readonly RemoteParentSpan[];
  readonly durationThresholdMs: number;
}
export const TraceContext: MessageType<TraceContext> = {
  name: 'tracepb.TraceContext',
  encode(m, w) {
    if (m.remoteParentSpans !== undefined) {
      for (const v of m.remoteParentSpans) {
        w.byte(10);
        const at = w.begin();
        RemoteParentSpan.encode(v, w);
        w.end(at);
      }
    }
    if (m.durationThresholdMs !== undefined && m.durationThresholdMs !== 0) {
      w.byte(16);
      w.uint32(m.durationThresholdMs);
    }
  },
  decode(r, end) {
    let remoteParentSpans_: RemoteParentSpan[] | undefined = undefined;
    let durationThresholdMs_: number = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          (remoteParentSpans_ ??= []).push(RemoteParentSpan.decode(r, r.begin(end)));
          break;
        case 16:
          durationThresholdMs_ = r.uint32();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      remoteParentSpans: remoteParentSpans_ ?? NO_ITEMS,
      durationThresholdMs: durationThresholdMs_,
    };
  },
};
