/** The sources of a resource in NestJS: service, controller, module, and a test over HTTP. */

import type { ModelSpec } from './field-spec';
import { type ThingNames, sampleBody } from './sources';

/** How each file imports the others. */
export interface NestImports {
  readonly model: string;
  readonly input: string;
  readonly service: string;
  readonly controller: string;
  readonly module: string;
}

export function nestService(
  { className, one, many, manyClass }: ThingNames,
  { model, input }: NestImports,
): string {
  return `import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@tito/nestjs';
import type { Page, Repository } from '@tito/orm';
import type { ${className}Input } from '${input}';
import { ${className} } from '${model}';

@Injectable()
export class ${manyClass}Service {
  constructor(@InjectRepository(${className}) private readonly ${many}: Repository<typeof ${className}>) {}

  create(${one}: ${className}Input): Promise<${className}> {
    return this.${many}.insert(${one});
  }

  /** A page in the order of ids, which is that of creation. */
  list(after: string | undefined, limit: number): Promise<Page<${className}>> {
    const page = this.${many}.all().limit(limit);
    return (after === undefined ? page : page.after(after)).page();
  }

  get(id: string): Promise<${className}> {
    return this.${many}.getOrThrow(id);
  }

  update(id: string, changes: Partial<${className}Input>): Promise<${className}> {
    return this.${many}.update(id, changes);
  }

  async delete(id: string): Promise<void> {
    await this.${many}.getOrThrow(id);
    await this.${many}.delete(id);
  }
}
`;
}

export function nestController(
  { one, many, manyClass, folder }: ThingNames,
  { input, service }: NestImports,
): string {
  return `import {
  Body,
  Controller,
  DefaultValuePipe,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  Patch,
  Post,
  Query,
  UseFilters,
} from '@nestjs/common';
import { TitoExceptionFilter } from '@tito/nestjs';
import { toPlain } from '@tito/orm';
import { ${one}Input } from '${input}';
import { ${manyClass}Service } from '${service}';

@Controller('${folder}')
@UseFilters(TitoExceptionFilter) // answers as problem details: 404, 409, 412, 422
export class ${manyClass}Controller {
  constructor(private readonly ${many}: ${manyClass}Service) {}

  @Post()
  async create(@Body() body: unknown): Promise<unknown> {
    return toPlain(await this.${many}.create(${one}Input(body)));
  }

  @Get()
  async list(
    @Query('limit', new DefaultValuePipe(20), ParseIntPipe) limit: number,
    @Query('after') after?: string,
  ): Promise<unknown> {
    return toPlain(await this.${many}.list(after, limit));
  }

  @Get(':id')
  async get(@Param('id') id: string): Promise<unknown> {
    return toPlain(await this.${many}.get(id));
  }

  @Patch(':id')
  async update(@Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    return toPlain(await this.${many}.update(id, ${one}Input(body)));
  }

  @Delete(':id')
  @HttpCode(204)
  delete(@Param('id') id: string): Promise<void> {
    return this.${many}.delete(id);
  }
}
`;
}

/** @param parts what the module has besides the model */
export function nestModule(
  { className, manyClass }: ThingNames,
  { model, service, controller }: NestImports,
  parts: 'model' | 'resource',
): string {
  const isResource = parts === 'resource';
  return `import { Module } from '@nestjs/common';
import { TitoModule } from '@tito/nestjs';
import { ${className} } from '${model}';
${isResource ? `import { ${manyClass}Controller } from '${controller}';\nimport { ${manyClass}Service } from '${service}';\n` : ''}
@Module({
  imports: [TitoModule.forFeature([${className}])],
${isResource ? `  controllers: [${manyClass}Controller],\n  providers: [${manyClass}Service],\n  exports: [${manyClass}Service],\n` : '  exports: [TitoModule],\n'}})
export class ${manyClass}Module {}
`;
}

export function nestTest(
  { manyClass, one, folder }: ThingNames,
  spec: ModelSpec,
  { module }: NestImports,
): string {
  return `import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TitoModule } from '@tito/nestjs';
import { ${manyClass}Module } from '${module}';

describe('${folder} over HTTP', () => {
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [TitoModule.forTest(), ${manyClass}Module] }).compile();
    app = module.createNestApplication();
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    url = \`http://127.0.0.1:\${port}/${folder}\`;
  });

  afterAll(() => app.close());

${httpTests(one, spec)}
});
`;
}

/** The same in both frameworks: what a client does, and what it gets. */
export function httpTests(one: string, spec: ModelSpec): string {
  const [first] = spec.fields;
  return `  const send = (method: string, path = '', body?: unknown): Promise<Response> =>
    fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it('creates, gives, changes, lists and deletes', async () => {
    const created = await send('POST', '', ${sampleBody(spec, 'sample')});
    expect(created.status).toBe(201);
    const ${one} = (await created.json()) as { id: string };

    expect(await (await send('GET', \`/\${${one}.id}\`)).json()).toEqual(${one});
${
  first
    ? `    const changed = await send('PATCH', \`/\${${one}.id}\`, ${sampleBody({ ...spec, fields: [{ ...first, isOptional: false }] }, 'other')});
    expect(await changed.json()).toMatchObject(${sampleBody({ ...spec, fields: [{ ...first, isOptional: false }] }, 'other')});

`
    : ''
}    const page = (await (await send('GET', '?limit=10')).json()) as { items: { id: string }[]; next: null };
    expect(page.items.map(({ id }) => id)).toEqual([${one}.id]);
    expect(page.next).toBeNull();

    expect((await send('DELETE', \`/\${${one}.id}\`)).status).toBe(204);
    expect((await send('GET', \`/\${${one}.id}\`)).status).toBe(404);
  });

  it('refuses a cursor that it has not given', async () => {
    expect((await send('GET', '?after=nonsense')).status).toBe(400);
  });`;
}
