/** Encrypted connections: who is trusted, and who this client says that it is. */

import { InvalidArgumentError } from '@tito/protocol';

/** PEM text. */
type Pem = string | Uint8Array;

export interface TlsOptions {
  /** The authorities that servers' certificates must come from; those of the system without it. */
  readonly ca?: Pem | undefined;
  /** The client's own certificate with its chain; stores ask for one. Comes together with `key`. */
  readonly cert?: Pem | undefined;
  /** The key of `cert`, not encrypted. */
  readonly key?: Pem | undefined;
  /** The name that servers' certificates must bear, when it is not that of their addresses. */
  readonly serverName?: string | undefined;
}

/** Certificates, or where to get them again after they have changed. */
export type TlsSource = TlsOptions | (() => TlsOptions);

export interface TlsMaterial {
  readonly ca: Buffer | null;
  readonly cert: Buffer | null;
  readonly key: Buffer | null;
  readonly serverName: string | undefined;
}

/**
 * What is valid now.
 *
 * @throws InvalidArgumentError
 */
export function readTls(source: TlsSource): TlsMaterial {
  const { ca, cert, key, serverName } = typeof source === 'function' ? source() : source;
  if ((cert === undefined) !== (key === undefined))
    throw new InvalidArgumentError('tls', 'a certificate and its key come together');
  return { ca: bytesOf('ca', ca), cert: bytesOf('cert', cert), key: bytesOf('key', key), serverName };
}

function bytesOf(name: string, pem: Pem | undefined): Buffer | null {
  if (pem === undefined) return null;
  const bytes = typeof pem === 'string' ? Buffer.from(pem, 'utf8') : Buffer.from(pem);
  if (!bytes.includes('-----BEGIN ')) throw new InvalidArgumentError(`tls.${name}`, 'it must be PEM text');
  return bytes;
}
