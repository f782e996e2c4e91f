import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { searchWords } from '#kernel';
import {
  createHttpApp,
  createLogger,
  HttpModule,
  openPlatform,
  type Platform,
  PlatformModule,
  PROJECTION_PROGRESS,
  ProjectionHost,
  ProjectionsModule,
  readConfig,
} from '#platform';
import { FindSubjectsByName, SubjectFacts, SubjectNames } from '#published-queries';
import { ConsularCasesModule } from '../consular-cases.module.js';
import { CHILD, CITIZEN, COMPANY, RELATIVE, SECOND_CITIZEN, SUBJECT_FACTS } from './people.js';

/** Names of the example people, as the subjects module would answer. */
export const EXAMPLE_NAMES: ReadonlyMap<string, string> = new Map([
  [CITIZEN, 'Nông Thị Mẫu'],
  [RELATIVE, 'Nông Văn Thử'],
  [CHILD, 'Hoàng Thị Bé'],
  [COMPANY, 'Công ty Mẫu'],
  [SECOND_CITIZEN, 'Đặng Văn Hai'],
]);

@QueryHandler(SubjectFacts)
class FactsOfExamples implements IQueryHandler<SubjectFacts> {
  execute({ ids }: SubjectFacts) {
    return Promise.resolve(
      ids.map((id) => ({ id, ...(SUBJECT_FACTS[id] ?? { known: false, revision: -1 }) })),
    );
  }
}

@QueryHandler(SubjectNames)
class NamesOfExamples implements IQueryHandler<SubjectNames> {
  execute({ ids }: SubjectNames) {
    return Promise.resolve(new Map(ids.map((id) => [id, EXAMPLE_NAMES.get(id) ?? null])));
  }
}

@QueryHandler(FindSubjectsByName)
class FindExamples implements IQueryHandler<FindSubjectsByName> {
  execute({ text, limit }: FindSubjectsByName) {
    const wanted = searchWords(text);
    const ids = [...EXAMPLE_NAMES]
      .filter(([, name]) => wanted.every((word) => searchWords(name).some((known) => known.startsWith(word))))
      .map(([id]) => id);
    return Promise.resolve({ ids: ids.slice(0, limit), truncated: ids.length > limit });
  }
}

const silent = createLogger('silent');

/** Answers to what this module asks about people. */
@Module({ providers: [FactsOfExamples, NamesOfExamples, FindExamples] })
class ExamplePeople {}

@Module({})
class Root {
  static forRoot(platform: Platform): DynamicModule {
    const imports = [
      PlatformModule.forRoot(platform),
      ProjectionsModule.forRoot(platform, silent),
      ExamplePeople,
      HttpModule,
      ConsularCasesModule,
    ];
    return { module: Root, imports };
  }
}

/** This module alone behind HTTP, on the embedded stores in a folder of its own, with the example people. */
export async function casesApp(start = '2022-03-10T02:00:00.000Z') {
  const folder = await mkdtemp(join(tmpdir(), 'cases-'));
  let now = start;
  const clock = { now: () => now };
  const platform = await openPlatform(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }), { clock });
  const app = await createHttpApp(Root.forRoot(platform), platform, { logger: silent });
  await app.get<ProjectionHost>(PROJECTION_PROGRESS).start();
  let written = '';
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    { body, actor = 'officer-consular', ...headers }: { body?: object; actor?: string } & object = {},
  ) => {
    const answer = await app.inject({
      method,
      url: `/api/v1${url}`,
      ...(body && { payload: body }),
      headers: {
        'x-demo-actor': actor,
        ...(written !== '' && { 'cotmoc-min-position': written }),
        ...headers,
      },
    });
    const position = answer.headers['cotmoc-position'];
    if (method === 'POST' && typeof position === 'string') written = position;
    return answer;
  };
  return {
    platform,
    http: app,
    /** Moves the clock. */
    at: (instant: string) => (now = instant),
    /** As `officer-consular`, unless another actor is named. */
    post: (url: string, body: object, options: { actor?: string } & object = {}) =>
      send('POST', url, { body, ...options }),
    /** Waits for everything that was written through `post`. */
    get: (url: string, options: { actor?: string } & object = {}) => send('GET', url, options),
    close: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
