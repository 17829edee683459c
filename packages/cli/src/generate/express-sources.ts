/** The sources of a resource in Express: a router, and a test over HTTP. */

import type { ModelSpec } from './field-spec';
import { httpTests } from './nest-sources';
import type { ThingNames } from './sources';

export interface ExpressImports {
  readonly model: string;
  readonly input: string;
  readonly router: string;
}

export function expressRouter(
  { className, one, many, folder }: ThingNames,
  { model, input }: ExpressImports,
): string {
  return `import { reply, route } from '@tito/express';
import type { Tito } from '@tito/orm';
import { type Request, Router, json } from 'express';
import { ${one}Input } from '${input}';
import { ${className} } from '${model}';

type WithId = Request<{ id: string }>;

/** To be mounted at \`/${folder}\`, before \`titoErrorHandler()\`. */
export function ${many}Router(db: Tito): Router {
  const ${many} = db.repository(${className});
  const router = Router();
  router.use(json());

  router.post(
    '/',
    route(async (request: Request) => {
      const ${one} = await ${many}.insert(${one}Input(request.body));
      return reply(201, ${one}, { location: \`\${request.baseUrl}/\${${one}.id}\` });
    }),
  );

  router.get(
    '/',
    route((request: Request) => {
      const { after, limit = '20' } = request.query;
      const page = ${many}.all().limit(Number(limit));
      return (typeof after === 'string' ? page.after(after) : page).page();
    }),
  );

  router.get(
    '/:id',
    route((request: WithId) => ${many}.getOrThrow(request.params.id)),
  );

  router.patch(
    '/:id',
    route((request: WithId) => ${many}.update(request.params.id, ${one}Input(request.body))),
  );

  router.delete(
    '/:id',
    route(async (request: WithId) => {
      await ${many}.getOrThrow(request.params.id);
      await ${many}.delete(request.params.id);
    }),
  );

  return router;
}
`;
}

export function expressTest(
  { className, one, many, folder }: ThingNames,
  spec: ModelSpec,
  { model, router }: ExpressImports,
): string {
  return `import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { titoErrorHandler } from '@tito/express';
import { Tito } from '@tito/orm';
import { EmbeddedCluster } from '@tito/server';
import express from 'express';
import { ${className} } from '${model}';
import { ${many}Router } from '${router}';

describe('${folder} over HTTP', () => {
  let cluster: EmbeddedCluster;
  let db: Tito;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    cluster = await EmbeddedCluster.start();
    db = await Tito.connect({ endpoints: cluster.pdEndpoints, models: [${className}] });
    const app = express();
    app.use('/${folder}', ${many}Router(db));
    app.use(titoErrorHandler());
    server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = \`http://127.0.0.1:\${(server.address() as AddressInfo).port}/${folder}\`;
  });

  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await db.close();
    await cluster.stop();
  });

${httpTests(one, spec)}
});
`;
}
