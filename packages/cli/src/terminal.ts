/** Where a command runs: its streams, its folder, its environment. Tests and other programs give their own. */
export interface Terminal {
  /** One line of result. */
  out(line: string): void;
  /** One line of progress, warning or failure. */
  err(line: string): void;
  /** Settles when the user asks the command to end. */
  readonly interrupted: Promise<void>;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether somebody sits in front of it who can be asked and shown a moving line. */
  readonly isInteractive: boolean;
  /** What is typed or piped in. */
  readonly input: NodeJS.ReadableStream;
}
