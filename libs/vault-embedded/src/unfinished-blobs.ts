import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that was begun and not finished: its process ended before it had its own name. Nothing refers to it. */
export interface UnfinishedBlob {
  readonly path: string;
  readonly bytes: number;
}

const NAME = /^[0-9a-f]{64}\.[0-9a-f-]{36}\.new$/;

/** Those in `folder` that nobody has written to since `before`, a moment in milliseconds. */
export async function unfinishedBlobs(folder: string, before: number): Promise<readonly UnfinishedBlob[]> {
  const names = (await readdir(folder).catch(noneIfMissing)).filter((name) => NAME.test(name)).sort();
  const found = await Promise.all(names.map((name) => unfinished(join(folder, name), before)));
  return found.filter((blob) => blob !== null);
}

export async function removeUnfinishedBlobs(blobs: readonly UnfinishedBlob[]): Promise<void> {
  for (const { path } of blobs) await rm(path, { force: true });
}

/** `null` also when it was finished meanwhile. */
async function unfinished(path: string, before: number): Promise<UnfinishedBlob | null> {
  const found = await stat(path).catch(nullIfMissing);
  return found && found.mtimeMs < before ? { path, bytes: found.size } : null;
}

const noneIfMissing = (error: unknown): string[] => nullIfMissing(error) ?? [];

function nullIfMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}
