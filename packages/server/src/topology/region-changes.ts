/** Whether a region is still what it was when a request was let in, for requests that took their time. */

import type { Region } from './region';
import { epochNotMatch, notLeader, regionNotFound } from './region-errors';
import type { Topology } from './topology';

/** @throws RegionRefusal that says what has changed */
export function requireUnchanged(topology: Topology, region: Region): void {
  const now = topology.region(region.id);
  if (now === region) return;
  if (!now) throw regionNotFound(region.id);
  if (now.version !== region.version) {
    const sent = `conf_ver: ${region.confVer} version: ${region.version}`;
    throw epochNotMatch(now, sent, [now]);
  }
  if (now.leader?.id !== region.leader?.id) throw notLeader(now.id, now.leader);
}
