/**
 * Cursors: where a page ended, sealed for those who carry them around.
 *
 *     01, nonce 12, sealed, tag 16      base64url; AES-256-GCM of the key of an item, without its index's prefix
 *
 * The query that a cursor belongs to is authenticated with it: a cursor that was changed, or is passed to another query, is
 * refused. Keys hold values of rows, which callers of an API should not read: hence sealed, not only signed. The nonce is
 * derived from what is sealed (RFC 8452 has the reasoning), so that one place of one query has one cursor.
 */

import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { InvalidCursorError } from '../errors';

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MAX_CURSOR_LENGTH = 16 * 1024;

export class CursorSeal {
  readonly #encryptionKey: Buffer;
  readonly #nonceKey: Buffer;

  /** @param secret 32 bytes that all processes of the namespace share */
  constructor(secret: Uint8Array) {
    this.#encryptionKey = derive(secret, 'tito cursor encryption');
    this.#nonceKey = derive(secret, 'tito cursor nonce');
  }

  /**
   * @param place bytes that say where
   * @param query bytes that say of which query
   */
  seal(place: Uint8Array, query: Uint8Array): string {
    const nonce = createHmac('sha256', this.#nonceKey)
      .update(query)
      .update(place)
      .digest()
      .subarray(0, NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#encryptionKey, nonce).setAAD(query);
    const sealed = Buffer.concat([cipher.update(place), cipher.final()]);
    return Buffer.concat([Uint8Array.of(FORMAT), nonce, sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /** @throws InvalidCursorError */
  open(cursor: unknown, query: Uint8Array): Uint8Array {
    if (typeof cursor !== 'string' || cursor.length > MAX_CURSOR_LENGTH) {
      throw new InvalidCursorError({ reason: 'it is no text, or too long' });
    }
    const bytes = Buffer.from(cursor, 'base64url');
    if (
      bytes.length < 1 + NONCE_BYTES + TAG_BYTES ||
      bytes[0] !== FORMAT ||
      bytes.toString('base64url') !== cursor
    ) {
      throw new InvalidCursorError({ reason: 'it is no cursor' });
    }
    const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
    const sealed = bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES);
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#encryptionKey, nonce).setAAD(query);
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(sealed), decipher.final()]);
    } catch {
      throw new InvalidCursorError({ reason: 'it was changed, or belongs to another query' });
    }
  }
}

function derive(secret: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), purpose, 32));
}
