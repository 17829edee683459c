/** Checks of a cluster that can be reached. */

import { connect } from 'node:net';
import type { StoreInfo, TikvClient } from '@tito/orm';
import { type Finding, finding } from './finding';

const MIN_VERSION = [6, 5] as const;
const MAX_SKEW_MS = 500;
const OLD_SAFE_POINT_MS = 24 * 60 * 60 * 1000;
const DIAL_TIMEOUT_MS = 3_000;

/** @param toMs the milliseconds of a timestamp */
export async function checkCluster(
  client: TikvClient,
  toMs: (timestamp: bigint) => number,
  now: () => number,
  signal: AbortSignal,
): Promise<Finding[]> {
  const members = await client.cluster.members({ signal });
  const stores = await client.cluster.stores({ signal });
  const before = now();
  const timestamp = await client.timestamp({ signal });
  const clusterMs = toMs(timestamp);
  const skewMs = Math.round(clusterMs - (before + now()) / 2);
  return [
    members.some(({ isLeader }) => isLeader)
      ? finding('pd', 'ok', `${members.length} members, one leads`)
      : finding('pd', 'failure', `${members.length} members, none leads`, 'look at the logs of PD'),
    checkVersions([...members.map(({ version }) => version), ...stores.map(({ version }) => version)]),
    ...(await Promise.all(stores.map(checkStore))),
    Math.abs(skewMs) <= MAX_SKEW_MS
      ? finding('clock', 'ok', `${skewMs} ms from the cluster's`)
      : finding('clock', 'warning', `${skewMs} ms from the cluster's`, 'synchronise the clocks (NTP)'),
    checkSafePoint(await client.cluster.safePoint({ signal }), clusterMs, toMs),
  ];
}

function checkVersions(versions: readonly string[]): Finding {
  const old = versions.filter((version) => {
    const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
    if (major === undefined) return false;
    return (
      Number(major) < MIN_VERSION[0] || (Number(major) === MIN_VERSION[0] && Number(minor) < MIN_VERSION[1])
    );
  });
  const seen = [...new Set(versions)].join(', ');
  return old.length === 0
    ? finding('versions', 'ok', seen)
    : finding('versions', 'failure', seen, `use PD and TiKV ${MIN_VERSION.join('.')} or newer`);
}

async function checkStore({ id, address, state }: StoreInfo): Promise<Finding> {
  const name = `store ${id}`;
  if (state !== 'up') return finding(name, 'warning', `${address} is ${state}`, null);
  return (await answers(address))
    ? finding(name, 'ok', address)
    : finding(
        name,
        'failure',
        `${address} cannot be reached from here`,
        'a store must advertise an address that clients reach (advertise-addr)',
      );
}

function answers(address: string): Promise<boolean> {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(address.slice(colon + 1)), timeout: DIAL_TIMEOUT_MS });
    const end = (isOpen: boolean) => (): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', end(true)).once('timeout', end(false)).once('error', end(false));
  });
}

function checkSafePoint(safePoint: bigint, clusterMs: number, toMs: (timestamp: bigint) => number): Finding {
  const advice = 'nobody collects old versions: run tito gc, or a process with the maintenance duties';
  if (safePoint === 0n) return finding('safe point', 'warning', 'never moved', advice);
  const ageMs = clusterMs - toMs(safePoint);
  const seen = `${Math.round(ageMs / 60_000)} min old`;
  return ageMs <= OLD_SAFE_POINT_MS
    ? finding('safe point', 'ok', seen)
    : finding('safe point', 'warning', seen, advice);
}
