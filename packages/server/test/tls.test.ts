import { once } from 'node:events';
import * as net from 'node:net';
import * as tls from 'node:tls';
import * as grpc from '@grpc/grpc-js';
import { afterEach, describe, expect, test } from '@jest/globals';
import { grpcMethod, pdpb } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { CA, CLIENT, OTHER_CA, SERVER } from '../../../test/support/tls-certificates';

const { getMembers } = pdpb.PDService;

let cluster: EmbeddedCluster | undefined;
afterEach(async () => {
  await cluster?.stop();
  cluster = undefined;
});

function membersBy(credentials: grpc.ChannelCredentials): Promise<pdpb.GetMembersResponse> {
  const { path, requestSerialize, responseDeserialize } = grpcMethod(getMembers);
  const client = new grpc.Client(cluster!.pdEndpoints[0]!, credentials, {
    'grpc.use_local_subchannel_pool': 1,
  });
  return new Promise<pdpb.GetMembersResponse>((resolve, reject) => {
    const deadline = Date.now() + 1500;
    client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      {} as never,
      { deadline },
      (error, answer) => (error ? reject(error) : resolve(answer!)),
    );
  }).finally(() => client.close());
}

const trusting = (ca: string, identity?: { cert: string; key: string }): grpc.ChannelCredentials =>
  grpc.credentials.createSsl(
    Buffer.from(ca),
    identity ? Buffer.from(identity.key) : null,
    identity ? Buffer.from(identity.cert) : null,
  );

describe('a cluster with certificates', () => {
  test('serves who trusts it, and tells addresses that are encrypted too', async () => {
    cluster = await EmbeddedCluster.start({ tls: SERVER });
    const { leader } = await membersBy(trusting(CA));
    expect(leader!.clientUrls).toEqual([`https://${cluster.pdEndpoints[0]!}`]);
    await expect(membersBy(trusting(OTHER_CA))).rejects.toMatchObject({ code: 14 });
    await expect(membersBy(grpc.credentials.createInsecure())).rejects.toBeDefined();
  });

  test('lets in only clients with certificates of the authority that it was given', async () => {
    cluster = await EmbeddedCluster.start({ tls: { ...SERVER, clientCa: CA } });
    expect((await membersBy(trusting(CA, CLIENT))).members).toHaveLength(1);
    await expect(membersBy(trusting(CA))).rejects.toMatchObject({ code: 14 });
  });

  test('refuses versions of TLS that are out of use', async () => {
    cluster = await EmbeddedCluster.start({ tls: SERVER });
    const [host, port] = cluster.storeAddresses[0]!.split(':') as [string, string];
    const socket = tls.connect({
      host,
      port: Number(port),
      ca: CA,
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
    });
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toMatch(/protocol|version/i);
  });

  test('resets the connection of a fault, and holds one, encrypted as it is', async () => {
    cluster = await EmbeddedCluster.start({ tls: SERVER, wireFaults: true });
    cluster.faults.add({ on: { rpc: 'pd.GetMembers' }, do: { close: 'rst' } });
    await expect(membersBy(trusting(CA))).rejects.toMatchObject({ code: 14 });
    cluster.pd.pause(100);
    expect((await membersBy(trusting(CA))).members).toHaveLength(1);
  });

  test.each([
    ['a certificate that is none', { ...SERVER, cert: 'no' }, 'tls.cert'],
    ['a key that belongs to another', { ...SERVER, key: CLIENT.key }, 'tls.key'],
    ['an authority that is none', { ...SERVER, clientCa: 'no' }, 'tls.clientCa'],
  ])('does not start with %s, and keeps what it was given for itself', async (_, identity, argument) => {
    const failed = await EmbeddedCluster.start({ tls: identity }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'PROTOCOL_INVALID_ARGUMENT', details: { argument } });
    expect(JSON.stringify(failed)).not.toContain('PRIVATE');
  });
});

describe('without certificates', () => {
  test('a cluster listens on loopback only', async () => {
    cluster = await EmbeddedCluster.start({ stores: 2, pdMembers: 2 });
    for (const address of [...cluster.pdEndpoints, ...cluster.storeAddresses])
      expect(net.isIPv4(address.split(':')[0]!) && address.startsWith('127.')).toBe(true);
  });
});
