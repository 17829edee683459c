/** Where a command reads and writes; tests and other programs give their own. */
export interface Terminal {
  /** One line of result. */
  out(line: string): void;
  /** One line of progress, warning or failure. */
  err(line: string): void;
  /** Settles when the user asks the command to end. */
  readonly interrupted: Promise<void>;
}
