/** When a schedule fires: cron expressions in the time zones of the IANA database, daylight saving included. */

import { InvalidArgumentError } from '@tito/tikv';
import { Cron } from 'croner';

/**
 * The first time after `afterMs` at which the expression fires; null when there is none any more.
 *
 * A local time that a day skips fires when the clock has jumped; one that a day has twice fires once.
 *
 * @throws InvalidArgumentError for an expression or a time zone that does not exist
 */
export function nextFireMs(cron: string, timeZone: string, afterMs: number): number | null {
  try {
    return new Cron(cron, { timezone: timeZone, paused: true }).nextRun(new Date(afterMs))?.getTime() ?? null;
  } catch {
    throw new InvalidArgumentError('cron', 'no cron expression, or no time zone of the IANA database', {
      cron,
      timeZone,
    });
  }
}
