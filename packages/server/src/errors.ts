/** The errors of this package. What goes wrong inside a request is not here: that becomes part of its answer. */

import { TitoError } from '@tito/protocol';

/** An address that cannot be listened on: `SERVER_LISTEN_FAILED`, with `details.address`. */
export class ListenError extends TitoError {
  constructor(address: string, cause: unknown) {
    super('SERVER_LISTEN_FAILED', 'the address cannot be listened on', { details: { address }, cause });
  }
}

/** An option that this build does not offer: `SERVER_UNSUPPORTED_OPTION`, with `details.option`. */
export class UnsupportedOptionError extends TitoError {
  constructor(option: string, details: Readonly<Record<string, unknown>> = {}) {
    super('SERVER_UNSUPPORTED_OPTION', 'the option is not supported', { details: { option, ...details } });
  }
}

/** Stored records that contradict each other: `SERVER_DATA_CORRUPT`, with `details.key` in hexadecimal. */
export class DataCorruptError extends TitoError {
  constructor(message: string, details: Readonly<Record<string, unknown>> = {}) {
    super('SERVER_DATA_CORRUPT', message, { details });
  }
}

/** The disk engine could not write and takes no more writes: `SERVER_ENGINE_FAILED`, with the cause. */
export class EngineFailedError extends TitoError {
  constructor(cause: unknown) {
    super('SERVER_ENGINE_FAILED', 'the storage engine failed to write', { cause });
  }
}

/** A key longer than the disk engine takes: `SERVER_KEY_TOO_LONG`, with `details.length`. */
export class KeyTooLongError extends TitoError {
  constructor(length: number) {
    super('SERVER_KEY_TOO_LONG', 'the key is longer than the disk engine takes', { details: { length } });
  }
}

/** Another process has the data directory: `SERVER_DIRECTORY_IN_USE`, with `details.directory` and `details.pid`. */
export class DirectoryInUseError extends TitoError {
  constructor(directory: string, pid: number) {
    super('SERVER_DIRECTORY_IN_USE', 'another process uses the data directory', {
      details: { directory, pid },
    });
  }
}

/** What is in the data directory is not ours, or of another format: `SERVER_DIRECTORY_UNREADABLE`. */
export class DirectoryUnreadableError extends TitoError {
  constructor(message: string, file: string, cause?: unknown) {
    super('SERVER_DIRECTORY_UNREADABLE', message, { details: { file }, cause });
  }
}

/** The disk has not stored yet how far the clock may go: `SERVER_CLOCK_NOT_DURABLE`. Gone as soon as it has. */
export class ClockNotDurableError extends TitoError {
  constructor() {
    super('SERVER_CLOCK_NOT_DURABLE', 'the disk is too slow to store how far the clock may go', {
      retryable: true,
    });
  }
}
