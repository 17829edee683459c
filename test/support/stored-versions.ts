/** How many versions of a transactional key a store keeps: asked for over the wire, by the debug call of TiKV. */

import { Client, credentials } from '@grpc/grpc-js';
import { type MethodType, encodeMemcomparable, grpcMethod, pdpb, tikvpb } from '@tito/protocol';

export async function storedVersions(pdEndpoint: string, key: Uint8Array): Promise<number> {
  const pd = new Client(pdEndpoint, credentials.createInsecure());
  try {
    const { header } = await call(pd, pdpb.PDService.getMembers, {});
    const asked = { header: { clusterId: header?.clusterId ?? 0n } };
    const regionKey = encodeMemcomparable(key);
    const { region, leader } = await call(pd, pdpb.PDService.getRegion, { ...asked, regionKey });
    const { store } = await call(pd, pdpb.PDService.getStore, { ...asked, storeId: leader?.storeId ?? 0n });
    const kv = new Client(store?.address ?? '', credentials.createInsecure());
    try {
      const context = { regionId: region?.id ?? 0n, regionEpoch: region?.regionEpoch, peer: leader };
      const { info } = await call(kv, tikvpb.TikvService.mvccGetByKey, { context, key });
      return info?.writes.length ?? 0;
    } finally {
      kv.close();
    }
  } finally {
    pd.close();
  }
}

function call<Q, R>(client: Client, method: MethodType<Q, R>, request: unknown): Promise<R> {
  const { path, requestSerialize, responseDeserialize } = grpcMethod(method);
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request as never,
      (error, answer) => {
        if (error !== null) reject(error);
        else resolve(answer as R);
      },
    );
  });
}
