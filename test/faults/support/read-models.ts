import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MODULES, startServer } from '../../../apps/api/src/index.js';
import { liveCollection, type SavedDocument } from '#event-sourcing';
import { createLogger, openPlatform, readConfig } from '#platform';

const configFor = (folder: string) => readConfig({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' });

/** Every document of every read model, as they lie in a folder that no server uses. */
export async function readModels(
  folder: string,
): Promise<Readonly<Record<string, readonly SavedDocument[]>>> {
  const platform = await openPlatform(configFor(folder));
  const { reads, keys } = platform.stores;
  const models: Record<string, readonly SavedDocument[]> = {};
  try {
    for (const stream of MODULES.flatMap(({ streams }) => streams)) {
      const projection = stream.projection?.(platform.office, keys);
      if (!projection) continue;
      const live = await liveCollection(reads, projection);
      if (!live) continue;
      const collection = await reads.collection(live);
      const documents: SavedDocument[] = [];
      for await (const page of collection.scan()) documents.push(...page);
      models[`${projection.name}@${projection.version}`] = documents;
    }
  } finally {
    await platform.close();
  }
  return models;
}

/** Throws the read models of a folder away and lets a server build them from the log again. */
export async function rebuilt(folder: string): Promise<Awaited<ReturnType<typeof readModels>>> {
  for (const name of ['read.db', 'read.db-wal', 'read.db-shm']) await rm(join(folder, name), { force: true });
  const server = await startServer(configFor(folder), { logger: createLogger('silent') });
  await server.close();
  return readModels(folder);
}
