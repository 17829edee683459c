/** What goes out on a stream, which can be held back for a while. */

/** What a stalled stream keeps; the rest is lost, as the stream is for whoever waited so long. */
const MAX_HELD = 10_000;

export class StreamOutlet<Message> {
  readonly #send: (message: Message) => void;
  #held: Message[] | null = null;

  constructor(send: (message: Message) => void) {
    this.#send = send;
  }

  write(message: Message): void {
    if (!this.#held) this.#send(message);
    else if (this.#held.length < MAX_HELD) this.#held.push(message);
  }

  /** From now on nothing goes out for so many milliseconds, or for ever. */
  stall(forMs: number): void {
    if (this.#held) return;
    this.#held = [];
    if (forMs === Infinity) return;
    setTimeout(() => {
      const held = this.#held ?? [];
      this.#held = null;
      held.forEach(this.#send);
    }, forMs).unref();
  }
}
