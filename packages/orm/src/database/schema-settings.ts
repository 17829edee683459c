/** What `TitoOptions.schema` means. */

import { InvalidArgumentError } from '@tito/tikv';
import type { SchemaOptions } from './tito-options';

const DEFAULT_LEASE_MS = 30_000;
const DEVELOPMENT_LEASE_MS = 500;
const MIN_LEASE_MS = 100;
const MAX_LEASE_MS = 600_000;

/** @throws InvalidArgumentError */
export function schemaSettings(options: SchemaOptions = {}): Required<SchemaOptions> {
  const { synchronize = false, clock = () => performance.now() } = options;
  const { leaseMs = synchronize ? DEVELOPMENT_LEASE_MS : DEFAULT_LEASE_MS } = options;
  if (!(leaseMs >= MIN_LEASE_MS && leaseMs <= MAX_LEASE_MS))
    throw new InvalidArgumentError('schema.leaseMs', 'a number of milliseconds from 100 to 600000');
  return { leaseMs, synchronize, clock };
}
