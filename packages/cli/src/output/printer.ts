/** Results of commands: one JSON document or one JSON line per item for programs, text for people. */

import type { Terminal } from '../terminal';
import { toJson } from './plain';
import { pairs, table } from './table';

export class Printer {
  readonly #terminal: Terminal;
  readonly isJson: boolean;

  constructor(terminal: Terminal, options: { readonly json?: boolean | undefined }) {
    this.#terminal = terminal;
    this.isJson = options.json ?? false;
  }

  /** A single thing. `text` says it to people; by default its properties, one to a line. */
  one(value: object, text?: readonly string[]): void {
    if (this.isJson) this.#terminal.out(toJson(value));
    else this.#lines(text ?? pairs(value));
  }

  /** A list of known length: an array in JSON, a table for people. */
  list(rows: readonly object[], columns: readonly string[], whenEmpty: string): void {
    if (this.isJson) this.#terminal.out(toJson(rows));
    else this.#lines(rows.length === 0 ? [whenEmpty] : table(rows, columns));
  }

  /** One item of a stream: a line of JSON, also for people. */
  item(value: unknown): void {
    this.#terminal.out(toJson(value));
  }

  /** For people only. */
  note(line: string): void {
    if (!this.isJson) this.#terminal.err(line);
  }

  #lines(lines: readonly string[]): void {
    for (const line of lines) this.#terminal.out(line);
  }
}
