/** Events written with their change, and a worker that handles each exactly once. */

import { withDatabase } from '../shared/with-database';
import { queue } from './queue';
import { User } from './user';

void withDatabase([User], (db) => queue(db, console.log));
