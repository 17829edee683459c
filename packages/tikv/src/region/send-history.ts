/**
 * What is known about the requests of one piece of work, kept while the work moves from region to region and from try to
 * try.
 */

export class SendHistory {
  /** The last failure after which a request may still have been executed; null once an answer has settled that. */
  lost: unknown = null;
  /** Something was sent before, so that a store must look for its own earlier work. */
  isRepeat = false;
  /**
   * The work decides whether a transaction is committed. When a store does not know what became of such a request, it is
   * not simply sent again.
   */
  isDeciding: boolean;

  constructor(isDeciding = false) {
    this.isDeciding = isDeciding;
  }
}
