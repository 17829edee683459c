/** Basic work with one model. */

import { withDatabase } from '../shared/with-database';
import { crud } from './crud';
import { User } from './user';

void withDatabase([User], (db) => crud(db, console.log));
