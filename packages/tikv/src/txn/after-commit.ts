/** Tells somebody of a commit. Nothing that they do may look like a failure of it: it becomes a warning of the process. */

export function tellOfCommit(tell: () => void): void {
  try {
    tell();
  } catch (error) {
    process.emitWarning(`what follows a commit failed: ${String(error)}`, 'TitoWarning');
  }
}
