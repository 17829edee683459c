/** Encrypted connections: who is trusted, and who this client says that it is. */

import { X509Certificate, createPrivateKey } from 'node:crypto';
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
 * @throws InvalidArgumentError when it cannot be read, or the key is not the certificate's
 */
export function readTls(source: TlsSource): TlsMaterial {
  const { ca, cert, key, serverName } = typeof source === 'function' ? source() : source;
  if ((cert === undefined) !== (key === undefined))
    throw new InvalidArgumentError('tls', 'a certificate and its key come together');
  const material = { ca: bytesOf(ca), cert: bytesOf(cert), key: bytesOf(key), serverName };
  if (material.ca) parse('tls.ca', () => new X509Certificate(material.ca as Buffer));
  if (material.cert && material.key) {
    const certificate = parse('tls.cert', () => new X509Certificate(material.cert as Buffer));
    const own = parse('tls.key', () => createPrivateKey(material.key as Buffer));
    if (!certificate.checkPrivateKey(own))
      throw new InvalidArgumentError('tls.key', 'the key is not that of the certificate');
  }
  return material;
}

function bytesOf(pem: Pem | undefined): Buffer | null {
  if (pem === undefined) return null;
  return typeof pem === 'string' ? Buffer.from(pem, 'utf8') : Buffer.from(pem);
}

/** What the library says of bad text may hold parts of it, so it is not passed on. */
function parse<T>(argument: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw new InvalidArgumentError(argument, 'it must be PEM text that can be read');
  }
}
