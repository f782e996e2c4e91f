import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  blobName,
  type BlobReference,
  type BlobStore,
  type KeyStore,
  type MovableBlobs,
  openBlob,
  sealBlob,
  StoreUnavailable,
} from '#event-sourcing';
import { syncFolder } from './master-key.js';

/** The name of a file that is whole. */
const NAME = /^[0-9a-f]{64}$/;

/** Attachments as sealed files in one folder. A file's name is a keyed digest: it tells neither content nor owner. */
export class FolderBlobStore implements BlobStore, MovableBlobs {
  constructor(
    private readonly folder: string,
    private readonly keys: KeyStore,
  ) {}

  async put(content: Uint8Array, owners: readonly string[]): Promise<BlobReference> {
    const { reference, sealed } = await sealBlob(this.keys, content, owners);
    await this.keep(await blobName(this.keys, reference), sealed);
    return reference;
  }

  async *names(): AsyncIterable<readonly string[]> {
    const names = await readdir(this.folder).catch(nullIfMissing);
    yield (names ?? []).filter((name) => NAME.test(name)).sort();
  }

  sealed(name: string): Promise<Uint8Array | null> {
    return readIfThere(join(this.folder, name));
  }

  async keep(name: string, sealed: Uint8Array): Promise<void> {
    const path = join(this.folder, name);
    try {
      if ((await sizeOf(path)) !== sealed.length) await this.write(path, sealed);
      // Also when the file was there: who put it there may not have come this far.
      syncFolder(this.folder);
    } catch (error) {
      throw new StoreUnavailable('the attachment could not be stored', { cause: error });
    }
  }

  async get(reference: BlobReference): Promise<Uint8Array | null> {
    const path = await this.pathOf(reference);
    const key = await this.keys.find(reference.key);
    const sealed = key && (await readIfThere(path));
    return sealed ? openBlob(key, sealed, reference) : null;
  }

  async remove(reference: BlobReference): Promise<void> {
    const path = await this.pathOf(reference);
    if ((await sizeOf(path)) === null) return;
    await rm(path, { force: true });
    syncFolder(this.folder);
  }

  /** Bytes go to a name of their own first: a file under its final name is always whole. */
  private async write(path: string, sealed: Uint8Array): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const unfinished = `${path}.${randomUUID()}.new`;
    try {
      const file = await open(unfinished, 'wx', 0o600);
      try {
        await file.writeFile(sealed);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  private async pathOf(reference: BlobReference): Promise<string> {
    return join(this.folder, await blobName(this.keys, reference));
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    return nullIfMissing(error);
  }
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    return nullIfMissing(error);
  }
}

function nullIfMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}
