/** There is not enough of a product. Not an error of the database: hosts answer it in their own way. */
export class SoldOutError extends Error {
  constructor(readonly left: number) {
    super(`only ${left} left`);
    this.name = 'SoldOutError';
  }
}
