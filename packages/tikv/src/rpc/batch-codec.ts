/**
 * The messages of BatchCommands: many requests in one, and many answers.
 *
 * A request is encoded straight into the batch, an answer read straight out of it; neither exists as bytes of its own.
 */

import { MalformedMessageError, Reader, Writer, kvrpcpb } from '@tito/protocol';
import type { StoreCall } from './store-call';

/** As many as TiKV's own clients put into one message. */
const MAX_REQUESTS = 128;
/** A message is sent when it has grown this long. */
const MAX_BYTES = 1024 * 1024;
const MAX_ID = 0xffff_ffff;

/** `BatchCommandsRequest.requests`, and `responses` in the answer. */
const ENTRY_TAG = 10;
const IDS_TAG = 16;
const PACKED_IDS_TAG = 18;
/** `BatchCommandsResponse.health_feedback`. */
const FEEDBACK_TAG = 34;
/** The field of `context` in every request. */
const CONTEXT_TAG = 10;
/** The command that does nothing and is answered at once. */
const EMPTY_FIELD = 255;

const lengthDelimited = (field: number): number => (field << 3) | 2;

/** Writes the body of a request: what routes it, from bytes that exist already, then the request itself. */
export function encodeBody({ command, context, request }: StoreCall, writer: Writer): void {
  writer.byte(CONTEXT_TAG);
  const at = writer.begin();
  for (const part of context) writer.raw(part);
  writer.end(at);
  command.request.encode(request, writer);
}

/** Collects requests until they fill a message. */
export class BatchEncoder {
  readonly #writer = new Writer(64 * 1024);
  readonly #ids: number[] = [];
  #lastId = 0;

  get count(): number {
    return this.#ids.length;
  }

  get isFull(): boolean {
    return this.#ids.length >= MAX_REQUESTS || this.#writer.length >= MAX_BYTES;
  }

  /**
   * Adds a request and returns the number that its answer will bear. When the request cannot be encoded, the message is
   * as it was before.
   */
  add(call: StoreCall): number {
    const writer = this.#writer;
    const before = writer.length;
    try {
      writer.byte(ENTRY_TAG);
      const entry = writer.begin();
      writer.uint32(lengthDelimited(call.command.batchField as number));
      const body = writer.begin();
      encodeBody(call, writer);
      writer.end(body);
      writer.end(entry);
    } catch (error) {
      writer.truncate(before);
      throw error;
    }
    return this.#number();
  }

  /** Adds the question whether anybody is there. */
  addPing(): number {
    const writer = this.#writer;
    writer.byte(ENTRY_TAG);
    const entry = writer.begin();
    writer.uint32(lengthDelimited(EMPTY_FIELD));
    writer.end(writer.begin());
    writer.end(entry);
    return this.#number();
  }

  /** The message; the next one begins empty. */
  finish(): Buffer {
    const writer = this.#writer;
    writer.byte(PACKED_IDS_TAG);
    const at = writer.begin();
    for (const id of this.#ids) writer.uint32(id);
    writer.end(at);
    const message = writer.finish();
    writer.reset();
    this.#ids.length = 0;
    return message;
  }

  /** Counts up; by the time it begins again, four thousand million requests later, no early number is in use. */
  #number(): number {
    this.#lastId = this.#lastId === MAX_ID ? 1 : this.#lastId + 1;
    this.#ids.push(this.#lastId);
    return this.#lastId;
  }
}

/** The answers in a message: whose they are, each to be decoded by who knows its type. */
export class BatchAnswers {
  /** The numbers of the requests. */
  readonly ids: readonly number[];
  /** What the store says of itself in passing. */
  readonly feedback: kvrpcpb.HealthFeedback | null;
  readonly #bytes: Uint8Array;
  /** Where each answer begins and ends. */
  readonly #bounds: readonly number[];
  #reader: Reader;

  /** @throws MalformedMessageError */
  constructor(bytes: Uint8Array) {
    const reader = new Reader(bytes);
    const bounds: number[] = [];
    const ids: number[] = [];
    let feedback: kvrpcpb.HealthFeedback | null = null;
    while (reader.pos < bytes.length) {
      const tag = reader.uint32();
      if (tag === ENTRY_TAG) {
        const end = reader.begin(bytes.length);
        bounds.push(reader.pos, end);
        reader.pos = end;
        reader.finish(end);
      } else if (tag === PACKED_IDS_TAG) {
        const end = reader.begin(bytes.length);
        while (reader.pos < end) ids.push(reader.uint32());
        reader.finish(end);
      } else if (tag === IDS_TAG) ids.push(reader.uint32());
      else if (tag === FEEDBACK_TAG)
        feedback = kvrpcpb.HealthFeedback.decode(reader, reader.begin(bytes.length));
      else reader.skip(tag);
    }
    reader.finish(bytes.length);
    if (bounds.length !== ids.length * 2) {
      throw new MalformedMessageError('a batch has not as many answers as numbers', { numbers: ids.length });
    }
    this.#bytes = bytes;
    this.#reader = reader;
    this.#bounds = bounds;
    this.ids = ids;
    this.feedback = feedback;
  }

  /**
   * The answer at `index`, which is to be one to `call`.
   *
   * @throws MalformedMessageError also when it answers another kind of request
   */
  decode(index: number, call: StoreCall): unknown {
    const reader = this.#reader;
    const end = this.#bounds[2 * index + 1] as number;
    reader.pos = this.#bounds[2 * index] as number;
    const expected = lengthDelimited(call.command.batchField as number);
    try {
      let answer: unknown;
      while (reader.pos < end) {
        const tag = reader.uint32();
        if (tag === expected) answer = call.command.response.decode(reader, reader.begin(end));
        else reader.skip(tag);
      }
      reader.finish(end);
      if (answer !== undefined) return answer;
    } catch (error) {
      // It has lost count of how deep it is.
      this.#reader = new Reader(this.#bytes);
      throw error;
    }
    throw new MalformedMessageError('an answer is of another kind than its request', {
      method: call.command.name,
    });
  }
}
