import { type Page, RepositoryFor } from '@tito/orm';
import { Product } from '../shop/product';

/** A repository with methods of its own, injected by its type. */
export class ProductRepository extends RepositoryFor(Product) {
  offeredAfter(cursor: string | undefined): Promise<Page<Product>> {
    const offered = this.by('offered').limit(20);
    return (cursor === undefined ? offered : offered.after(cursor)).page();
  }

  runningLow(): Promise<Product[]> {
    return this.by('runningLow').limit(100).toArray();
  }
}
