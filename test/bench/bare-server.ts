import 'reflect-metadata';
import { Controller, Get, Inject, Module, NotFoundException, Param, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Filter, type ReadCollection } from '#event-sourcing';
import { openSqliteReadStore } from '#read-store-sqlite';
import { type CaseDocument } from './synthetic-cases.js';
import { answer } from './child.js';
import { LISTED, PEOPLE, type Person } from './synthetic-documents.js';

/** Where the server reads; without it only the bare route answers. */
export interface BareServerJob {
  readonly reads?: string;
}

interface Collections {
  readonly cases: ReadCollection<CaseDocument>;
  readonly people: ReadCollection<Person>;
}

const COLLECTIONS = Symbol('Collections');

/** The routes that others are measured against: nothing but the framework, and the framework with one question. */
@Controller()
class BareController {
  constructor(@Inject(COLLECTIONS) private readonly collections: Collections | null) {}

  @Get('bare')
  bare(): object {
    return { hello: 'world' };
  }

  @Get('cases/:id')
  async one(@Param('id') id: string): Promise<CaseDocument> {
    const document = await this.collections?.cases.get(id);
    if (!document) throw new NotFoundException();
    return document;
  }

  /** Twenty rows with the names of their people. */
  @Get('cases')
  async list(@Query('filter') filter: string, @Query('sort') sort: string): Promise<object> {
    if (!this.collections) throw new NotFoundException();
    const { cases, people } = this.collections;
    const { documents, next } = await cases.find({
      filter: JSON.parse(filter) as Filter,
      sort: [{ field: sort, direction: sort === 'dueOn' ? 'asc' : 'desc' }],
      limit: 20,
    });
    const ids = documents.flatMap(({ subjects }) => subjects);
    const names = new Map((await people.getMany(ids)).map(({ id, name }) => [id, name]));
    const rows = documents.map((document) => ({
      ...document,
      names: document.subjects.map((id) => names.get(id) ?? null),
    }));
    return { rows, next: next ?? null };
  }
}

async function collectionsOf({ reads }: BareServerJob): Promise<Collections | null> {
  if (reads === undefined) return null;
  const store = openSqliteReadStore(reads, { readOnly: true });
  return { cases: await store.collection(LISTED), people: await store.collection(PEOPLE) };
}

answer<BareServerJob, { readonly url: string }>(async (job) => {
  const collections = await collectionsOf(job);
  @Module({ controllers: [BareController], providers: [{ provide: COLLECTIONS, useValue: collections }] })
  class BareModule {}
  const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), {
    logger: ['error'],
  });
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl() };
});
process.once('disconnect', () => process.exit());
