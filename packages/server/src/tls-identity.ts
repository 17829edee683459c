/** Who a server is, and whom it lets in, as certificates. */

import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import { InvalidArgumentError } from '@tito/protocol';

export interface TlsIdentity {
  /** The server's certificate and those between it and its authority, as PEM. */
  readonly cert: string | Uint8Array;
  /** Its private key, as PEM. */
  readonly key: string | Uint8Array;
  /** Whose certificates a client has to show, as PEM; without it, clients show none. */
  readonly clientCa?: string | Uint8Array;
}

/**
 * Checks that the parts are certificates and belong together. What is refused is never told, only which part.
 *
 * @throws InvalidArgumentError `PROTOCOL_INVALID_ARGUMENT`
 */
export function checkTls({ cert, key, clientCa }: TlsIdentity): void {
  const pem = (part: string | Uint8Array): string | Buffer =>
    typeof part === 'string' ? part : Buffer.from(part);
  check('tls.cert', () => tls.createSecureContext({ cert: pem(cert) }));
  check('tls.key', () => tls.createSecureContext({ cert: pem(cert), key: pem(key) }));
  if (clientCa !== undefined) check('tls.clientCa', () => requireCertificate(pem(clientCa)));
}

function check(argument: string, attempt: () => unknown): void {
  try {
    attempt();
  } catch {
    throw new InvalidArgumentError(argument, 'it is no valid PEM, or does not belong to the others');
  }
}

function requireCertificate(pem: string | Buffer): void {
  new X509Certificate(pem);
}
