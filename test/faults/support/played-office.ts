import { randomBytes } from 'node:crypto';
import { ChildServer } from './child-server.js';
import { Load } from './load.js';
import { openPlatform, readConfig } from '#platform';

/** Fills a folder with so many cases, as a server does, and so many attachments of 20 kB. */
export async function playedOffice(folder: string, cases: number, attachments: number): Promise<void> {
  const server = ChildServer.start({ DATA_DIR: folder });
  const load = new Load(await server.ready(), 12, 'played');
  await load.acknowledged(cases);
  await server.stop();
  await load.done;
  const platform = await openPlatform(readConfig({ DATA_DIR: folder }));
  const { blobs } = platform.stores;
  for (let at = 0; at < attachments; at += 50)
    await Promise.all(Array.from({ length: 50 }, () => blobs.put(randomBytes(20_000), ['subject-1'])));
  await platform.close();
}
