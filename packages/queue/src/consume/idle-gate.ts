/** Lets others wait for the end of whatever runs. */
export class IdleGate {
  readonly #waiters = new Set<() => void>();

  /** Resolves as soon as the condition holds; it is looked at whenever something has ended. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiters.add(resolve));
  }

  /** Something has ended. */
  wake(): void {
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const wake of waiters) wake();
  }
}
