/**
 * A small application, an ES module, that must start, inject, handle an event and close in every NestJS that is supported. Prints
 * one line of JSON.
 */

import 'reflect-metadata';
import { Controller, Get, Module, Param } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import {
  Consumer,
  InjectRepository,
  OnEvent,
  Payload,
  TitoExceptionFilter,
  TitoHealthIndicator,
  TitoModule,
  Transactional,
} from '@tito/nestjs';
import { Event, Field, Id, Model, type Repository, RepositoryFor } from '@tito/orm';
import { EmbeddedCluster } from '@tito/server';

@Model('note')
@Event<Note>('note.written', {
  on: ['insert'],
  key: (note) => note.id,
  payload: (c) => ({ id: c.after!.id }),
})
class Note {
  @Id() id!: string;
  @Field('string') text!: string;
}

class NoteRepository extends RepositoryFor(Note) {}

let handled: string | null = null;

@Consumer({ group: 'smoke', from: 'earliest' })
class Listener {
  constructor(@InjectRepository(Note, 'other') readonly others: Repository<typeof Note>) {}

  @OnEvent('note.written')
  async written(@Payload('id') id: string): Promise<void> {
    handled = id;
  }
}

@Controller('notes')
class NotesController {
  constructor(
    @InjectRepository(Note) readonly notes: Repository<typeof Note>,
    readonly own: NoteRepository,
    readonly health: TitoHealthIndicator,
  ) {}

  @Transactional()
  async write(text: string): Promise<Note> {
    return this.notes.insert({ text });
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<Note> {
    return this.own.getOrThrow(id);
  }
}

const cluster = await EmbeddedCluster.start();
const endpoints = cluster.pdEndpoints;

@Module({
  imports: [
    TitoModule.forRoot({ endpoints, namespace: 'one' }),
    TitoModule.forRootAsync({ name: 'other', useFactory: () => ({ endpoints, namespace: 'other' }) }),
    TitoModule.forFeature([Note, NoteRepository]),
    TitoModule.forFeature([Note], 'other'),
  ],
  controllers: [NotesController],
  providers: [Listener, { provide: APP_FILTER, useClass: TitoExceptionFilter }],
})
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: ['error'] });
await app.listen(0, '127.0.0.1');
const url = await app.getUrl();
const controller = app.get(NotesController);
const note = await controller.write('hello');
const headers = { connection: 'close' };
const found = await fetch(`${url}/notes/${note.id}`, { headers });
const missing = await fetch(`${url}/notes/nobody`, { headers });
const endMs = performance.now() + 10_000;
while (handled === null && performance.now() < endMs) await new Promise((resolve) => setTimeout(resolve, 10));
const elsewhere = await app.get(Listener).others.get(note.id);
const { tikv } = await controller.health.pingCheck('tikv');
await app.close();
await cluster.stop();
console.log(
  JSON.stringify({
    found: found.status,
    missing: missing.status,
    type: missing.headers.get('content-type'),
    handled: handled === note.id,
    elsewhere,
    health: tikv.status,
  }),
);
