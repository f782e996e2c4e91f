import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
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
import { SubjectsModule } from '../subjects.module.js';

const silent = createLogger('silent');

@Module({})
class Root {
  static forRoot(platform: Platform): DynamicModule {
    const imports = [
      PlatformModule.forRoot(platform),
      ProjectionsModule.forRoot(platform, silent),
      HttpModule,
      SubjectsModule,
    ];
    return { module: Root, imports };
  }
}

/** This module alone behind HTTP, on the embedded stores in a folder of its own. */
export async function subjectsApp() {
  const folder = await mkdtemp(join(tmpdir(), 'subjects-'));
  const clock = { now: () => '2022-03-10T02:00:00.000Z' };
  const platform = await openPlatform(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }), { clock });
  const app = await createHttpApp(Root.forRoot(platform), platform, { logger: silent });
  await app.get<ProjectionHost>(PROJECTION_PROGRESS).start();
  let written = '';
  const send = async (method: 'GET' | 'POST', url: string, body?: object, headers: object = {}) => {
    const answer = await app.inject({
      method,
      url: `/api/v1/subjects${url}`,
      ...(body && { payload: body }),
      headers: { ...(written !== '' && { 'cotmoc-min-position': written }), ...headers },
    });
    if (method === 'POST') written = String(answer.headers['cotmoc-position'] ?? written);
    return answer;
  };
  return {
    platform,
    http: app,
    queries: app.get(QueryBus),
    post: (url: string, body: object, headers?: object) => send('POST', url, body, headers),
    /** Waits for everything that was written through `post`. */
    get: (url: string, headers?: object) => send('GET', url, undefined, headers),
    close: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
