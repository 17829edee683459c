/** A note in the container: this connection must know these models. Read before the connection is opened. */

import type { ModelClass } from '@tito/orm';

export class TitoFeature {
  constructor(
    readonly connection: string,
    readonly models: readonly ModelClass[],
  ) {}
}
