/**
 * A database for an example: the cluster named by TITO_PD, or else an embedded one that lives as long as the example.
 *
 *     npm run example -- crud
 *     TITO_PD=127.0.0.1:2379 npm run example -- crud
 */

import { type ModelClass, Tito } from '@tito/orm';
import { EmbeddedCluster } from '@tito/server';

export async function withDatabase(
  models: readonly ModelClass[],
  work: (db: Tito) => Promise<void>,
): Promise<void> {
  const given = process.env['TITO_PD'];
  const cluster = given ? null : await EmbeddedCluster.start();
  try {
    const db = await Tito.connect({ endpoints: given ? given.split(',') : cluster!.pdEndpoints, models });
    try {
      await work(db);
    } finally {
      await db.close();
    }
  } finally {
    await cluster?.stop();
  }
}
