import 'reflect-metadata';
import { Controller, Get, Inject, Module, NotFoundException, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { collectionOf, type Document, type ReadCollection } from '#event-sourcing';
import { openSqliteReadStore } from '#read-store-sqlite';
import { caseProjection } from './case-runner.js';
import { answer } from './child.js';

export interface BareServerJob {
  /** The read store whose cases `/cases/<id>` answers. */
  readonly reads?: string;
  /** What `/page` answers. */
  readonly page?: object;
}

interface Known {
  readonly cases?: ReadCollection;
  readonly page?: object;
}

const KNOWN = Symbol('Known');

/** The routes that others are measured against: the framework, and next to nothing behind it. */
@Controller()
class BareController {
  constructor(@Inject(KNOWN) private readonly known: Known) {}

  @Get('bare')
  bare(): object {
    return { hello: 'world' };
  }

  @Get('page')
  page(): object | undefined {
    return this.known.page;
  }

  @Get('cases/:id')
  async one(@Param('id') id: string): Promise<Document> {
    const document = await this.known.cases?.get(id);
    if (!document) throw new NotFoundException();
    return document;
  }
}

async function casesIn(reads: string): Promise<ReadCollection> {
  const store = openSqliteReadStore(reads, { readOnly: true });
  return store.collection(collectionOf(caseProjection));
}

answer<BareServerJob, { readonly url: string }>(async ({ reads, page }) => {
  const known: Known = {
    ...(reads !== undefined && { cases: await casesIn(reads) }),
    ...(page && { page }),
  };
  @Module({ controllers: [BareController], providers: [{ provide: KNOWN, useValue: known }] })
  class BareModule {}
  const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), {
    logger: ['error'],
  });
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl() };
});
process.once('disconnect', () => process.exit());
