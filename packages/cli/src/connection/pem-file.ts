import * as fs from 'node:fs';
import * as path from 'node:path';
import { UsageError } from '../errors';

/**
 * The text of a certificate or key that an option names.
 *
 * @throws UsageError saying why it cannot be read
 */
export function readPem(cwd: string, option: string, file: string): string {
  const full = path.resolve(cwd, file);
  try {
    return fs.readFileSync(full, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError('a certificate file cannot be read', {
      option,
      file: full,
      reason: code ?? 'unknown',
    });
  }
}
