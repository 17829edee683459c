/** What the tests of this package share: text as bytes, and a transport that loses answers. */

import { GrpcTransport } from '../src/rpc/grpc-transport';
import { systemClock } from '../src/retry/clock';
import { RPC_STATUS, RpcError, type Transport } from '../src/rpc/transport';

export const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf8'));
export const text = (value: Uint8Array | null): string | null =>
  value === null ? null : Buffer.from(value).toString('utf8');

/** What happens to a call: nothing, its answer is lost after the server did the work, or it never gets there. */
export type Fault = 'none' | 'loseAnswer' | 'loseRequest';

export interface FaultyTransport extends Transport {
  /** Decides for each unary call, by the method's name. */
  decide: (method: string) => Fault;
}

export function faultyTransport(): FaultyTransport {
  const inner = new GrpcTransport(systemClock);
  const transport: FaultyTransport = {
    decide: () => 'none',
    async unary(address, path, request, options) {
      const fault = transport.decide(path.slice(path.lastIndexOf('/') + 1));
      const lost = new RpcError(RPC_STATUS.unavailable, address, path, 'lost by the test');
      if (fault === 'loseRequest') throw lost;
      const answer = await inner.unary(address, path, request, options);
      if (fault === 'loseAnswer') throw lost;
      return answer;
    },
    stream: (address, path, handlers) => inner.stream(address, path, handlers),
    disconnect: (address) => inner.disconnect(address),
    close: () => inner.close(),
  };
  return transport;
}

/** A decision that strikes the first `count` calls of one method. */
export function strike(method: string, fault: Fault, count = 1): (called: string) => Fault {
  let left = count;
  return (called) => (called === method && left-- > 0 ? fault : 'none');
}
