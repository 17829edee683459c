/** Related models: an embedded list of references, composite and array indexes. */

import { withDatabase } from '../shared/with-database';
import { blog } from './blog';
import { Post, Tag } from './models';

void withDatabase([Post, Tag], (db) => blog(db, console.log));
