/** Stands for a mail service that refuses to send the same message twice, told apart by its key. */
export class Mailer {
  readonly sent: { readonly to: string; readonly subject: string }[] = [];
  readonly #keys = new Set<string>();

  // A real one would wait for the network.
  async send(to: string, subject: string, idempotencyKey: string): Promise<void> {
    if (this.#keys.has(idempotencyKey)) return;
    this.#keys.add(idempotencyKey);
    this.sent.push({ to, subject });
  }
}
