/** What a region error is called in the protocol. */

import type { errorpb } from '@tito/protocol';

/** The field that is set, such as `NotLeader`; `Other` for an error with a text alone. */
export function regionErrorName(error: errorpb.Error): string {
  for (const [field, value] of Object.entries(error))
    if (field !== 'message' && value !== undefined) return field.charAt(0).toUpperCase() + field.slice(1);
  return 'Other';
}
