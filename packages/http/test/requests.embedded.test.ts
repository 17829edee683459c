import { type IncomingMessage, type ServerResponse, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Field, Id, Model, Tito } from '@tito/orm';
import { EmbeddedCluster } from '@tito/server';
import fastifyPackage from 'fastify';
import { currentRequest, problemOf, requestMiddleware, sendReply } from '../src/index';

@Model('note')
class Note {
  @Id() id!: string;
  @Field('string') text!: string;
}

let cluster: EmbeddedCluster;
let db: Tito;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  db = await Tito.connect({ endpoints: cluster.pdEndpoints, models: [Note] });
});

afterAll(async () => {
  await db.close();
  await cluster.stop();
});

async function serve(
  handler: (req: IncomingMessage, res: ServerResponse) => void,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

describe('a request', () => {
  test('whose client goes away commits nothing', async () => {
    const scope = requestMiddleware(db);
    let failed: (error: unknown) => void;
    const failure = new Promise((resolve) => (failed = resolve));
    let begun: () => void;
    const running = new Promise<void>((resolve) => (begun = resolve));
    const server = await serve((req, res) => {
      scope(req, res, () => {
        const { signal, transaction } = currentRequest();
        void transaction
          .call(currentRequest(), async (tx) => {
            begun();
            await new Promise((resolve) => signal.addEventListener('abort', resolve));
            await tx.repository(Note).insert({ text: 'too late' });
          })
          .catch(failed);
      });
    });
    const client = request({ port: server.port, host: '127.0.0.1' });
    client.on('error', () => undefined);
    client.end();
    await running;
    client.destroy();
    expect(problemOf(await failure)).toMatchObject({
      status: 499,
      body: { code: 'HTTP_CLIENT_DISCONNECTED' },
    });
    expect(await db.repository(Note).all().limit(1).toArray()).toEqual([]);
    await server.close();
  });

  test('that is answered does not have its signal fire', async () => {
    const scope = requestMiddleware(db, { timeoutMs: 50 });
    let signal: AbortSignal | undefined;
    const server = await serve((req, res) => {
      scope(req, res, () => {
        signal = currentRequest().signal;
        sendReply(res, { ok: 1n });
      });
    });
    const response = await fetch(`http://127.0.0.1:${server.port}`, { headers: { connection: 'close' } });
    expect(await response.json()).toEqual({ ok: '1' });
    // Longer than the deadline: the timer must be gone.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(signal?.aborted).toBe(false);
    await server.close();
  });

  test('is none outside of one', () => {
    expect(() => currentRequest()).toThrow(expect.objectContaining({ code: 'HTTP_NO_REQUEST' }));
  });

  test.each([0, -1, 1.5, 2 ** 31, NaN])('cannot take %p ms', (timeoutMs) => {
    expect(() => requestMiddleware(db, { timeoutMs })).toThrow(
      expect.objectContaining({ code: 'PROTOCOL_INVALID_ARGUMENT' }),
    );
  });
});

describe('in Fastify', () => {
  test('requests have their scope, transactions and problem details', async () => {
    const fastify = fastifyPackage();
    const scope = requestMiddleware(db);
    fastify.addHook('onRequest', (req, reply, done) => scope(req.raw, reply.raw, () => done()));
    fastify.setErrorHandler((error, _req, reply) => {
      const problem = problemOf(error);
      if (problem === null) throw error;
      return reply.code(problem.status).headers(problem.headers).send(problem.body);
    });
    fastify.post('/notes', (req) =>
      currentRequest().transaction((tx) => tx.repository(Note).insert(req.body as { text: string })),
    );
    fastify.get<{ Params: { id: string } }>('/notes/:id', (req) =>
      currentRequest().repository(Note).getOrThrow(req.params.id),
    );
    const url = await fastify.listen({ port: 0, host: '127.0.0.1' });
    const made = await fetch(`${url}/notes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ text: 'hello' }),
    });
    const { id } = (await made.json()) as { id: string };
    const found = await fetch(`${url}/notes/${id}`, { headers: { connection: 'close' } });
    expect(await found.json()).toEqual({ id, text: 'hello' });
    const missing = await fetch(`${url}/notes/nobody`, { headers: { connection: 'close' } });
    expect(missing.status).toBe(404);
    expect(missing.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await missing.json()).toMatchObject({ code: 'ORM_NOT_FOUND' });
    await fastify.close();
  });
});
