import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { TikvClient } from '@tito/orm';
import { serve, startNode } from '../../../test/support/program';
import { CA, CLIENT, SERVER } from '../../../test/support/tls-certificates';
import { type Ran, runTito } from './support/run';

const main = 'packages/cli/dist/main.js';

/** Ends as soon as it serves. */
const runQuietly = (...args: string[]): Promise<Ran> => runTito(args, { interrupted: Promise.resolve() });

describe('tito serve', () => {
  test('says in one line of JSON where it listens, serves, and ends cleanly on a signal', async () => {
    const served = await serve();
    const client = await TikvClient.connect({ endpoints: [served.endpoint] });
    await client.transaction((txn) => Promise.resolve(txn.put(Buffer.from('k'), Buffer.from('v'))));
    expect(await client.getLatest(Buffer.from('k'))).toEqual(new Uint8Array(Buffer.from('v')));
    await client.close();
    expect(await served.stop()).toMatchObject({ code: 0, signal: null, stderr: '' });
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('ends with exit code 0 on %s', async (signal) => {
    const program = startNode([main, 'serve', '--pd-port', '0', '--store-port', '0', '--json']);
    await program.firstLine();
    program.process.kill(signal);
    expect(await program.ended(10_000)).toMatchObject({ code: 0, signal: null });
  });

  test('names its stores and that it keeps nothing', async () => {
    const { code, out } = await runQuietly(
      'serve',
      '--pd-port',
      '0',
      '--store-port',
      '0',
      '--stores',
      '2',
      '--json',
    );
    const ready = JSON.parse(out[0]!) as { pd: string[]; stores: string[]; dataDir: string | null };
    expect(code).toBe(0);
    expect(ready.pd).toHaveLength(1);
    expect(ready.stores).toHaveLength(2);
    expect(new Set([...ready.pd, ...ready.stores]).size).toBe(3);
    expect(ready.dataDir).toBeNull();
  });

  test('says which port is taken', async () => {
    const served = await serve();
    const port = served.endpoint.slice(served.endpoint.lastIndexOf(':') + 1);
    const { code, err } = await runQuietly('serve', '--pd-port', port, '--store-port', '0');
    expect(code).toBe(1);
    expect(err.join('\n')).toContain(port);
    await served.stop();
  });

  test('refuses to listen beyond loopback without being told that it is insecure', async () => {
    const { code, err } = await runQuietly(
      'serve',
      '--host',
      '0.0.0.0',
      '--pd-port',
      '0',
      '--store-port',
      '0',
    );
    expect(code).toBe(64);
    expect(err.join('\n')).toContain('--insecure');
  });

  test('serves other machines with certificates, and only those who have one as well', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tito-serve-'));
    const file = (name: string, text: string): string => {
      fs.writeFileSync(path.join(folder, name), text);
      return path.join(folder, name);
    };
    const tls = ['--tls-cert', file('cert.pem', SERVER.cert), '--tls-key', file('key.pem', SERVER.key)];
    const flags = ['--host', '127.0.0.1', '--pd-port', '0', '--store-port', '0', '--json'];
    const program = startNode([main, 'serve', ...flags, ...tls, '--tls-client-ca', file('ca.pem', CA)]);
    const ready = JSON.parse(await program.firstLine()) as { pd: string[]; tls: boolean };
    expect(ready.tls).toBe(true);
    const client = await TikvClient.connect({ endpoints: ready.pd, tls: { ca: CA, ...CLIENT } });
    await client.transaction((txn) => Promise.resolve(txn.put(Buffer.from('k'), Buffer.from('v'))));
    await client.close();
    await expect(
      TikvClient.connect({ endpoints: ready.pd, tls: { ca: CA }, connectTimeoutMs: 500 }),
    ).rejects.toMatchObject({ code: 'TIKV_CONNECT_FAILED' });
    program.process.kill('SIGTERM');
    expect(await program.ended(10_000)).toMatchObject({ code: 0, stderr: '' });
    fs.rmSync(folder, { recursive: true });
  });

  test.each([
    ['a certificate without its key', ['--tls-cert', 'cert.pem'], '--tls-key'],
    ['a file that is not there', ['--tls-cert', 'cert.pem', '--tls-key', 'key.pem'], 'ENOENT'],
  ])('refuses %s', async (_, options, told) => {
    const { code, err } = await runQuietly('serve', ...options);
    expect(code).toBe(64);
    expect(err.join('\n')).toContain(told);
  });

  test.each([
    ['a port that is no number', ['--pd-port', 'many']],
    ['a port beyond the last one', ['--store-port', '65536']],
    ['no store at all', ['--stores', '0']],
    ['an API version that does not exist', ['--api-version', '3']],
    ['an unknown option', ['--turbo']],
  ])('refuses %s as a wrong command line', async (_, options) => {
    const { code, out, err } = await runQuietly('serve', ...options);
    expect({ code, out }).toEqual({ code: 64, out: [] });
    expect(err.join('\n')).toContain('error:');
  });

  test('explains itself', async () => {
    const { code, out } = await runQuietly('serve', '--help');
    expect(code).toBe(0);
    expect(out.join('\n')).toContain('Examples:');
  });
});
