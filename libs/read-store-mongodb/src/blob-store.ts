import { pipeline } from 'node:stream/promises';
import { type Collection, GridFSBucket, type GridFSFile, MongoError, ObjectId } from 'mongodb';
import {
  blobName,
  type BlobReference,
  type BlobStore,
  type KeyStore,
  type MovableBlobs,
  openBlob,
  sealBlob,
} from '#event-sourcing';
import { Connection, type MongoOptions, TIME_LIMIT } from './connection.js';
import { isDuplicateKey, isPassing } from './trouble.js';

const BUCKET = 'attachments';
const PAGE = 500;

/**
 * Attachments in GridFS, each sealed with its owners' key.
 * @throws MongoMisconfigured when waiting cannot help: URL, user, certificate, version
 * @throws StoreUnavailable when no server answers in time
 */
export async function openMongoBlobStore(
  url: string,
  keys: KeyStore,
  options: MongoOptions = {},
): Promise<MongoBlobStore> {
  const connection = await Connection.open(url, options);
  const store = new MongoBlobStore(connection, keys);
  try {
    await store.prepare();
    return store;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** A file's name is a keyed digest: it tells neither content nor owner. */
export class MongoBlobStore implements BlobStore, MovableBlobs {
  private readonly bucket: GridFSBucket;
  private readonly files: Collection<GridFSFile>;
  private readonly chunks: Collection<{ files_id: ObjectId }>;

  constructor(
    private readonly connection: Connection,
    private readonly keys: KeyStore,
  ) {
    this.bucket = new GridFSBucket(connection.db, { bucketName: BUCKET });
    this.files = connection.collection<GridFSFile>(`${BUCKET}.files`);
    this.chunks = connection.collection(`${BUCKET}.chunks`);
  }

  /** A file is inserted after its chunks, so of two that store the same at once the second is refused whole. */
  async prepare(): Promise<void> {
    const index = { key: { filename: 1 as const }, name: 'filename', unique: true };
    await this.connection.run(() => this.files.createIndexes([index]));
  }

  async put(content: Uint8Array, owners: readonly string[]): Promise<BlobReference> {
    const { reference, sealed } = await sealBlob(this.keys, content, owners);
    await this.keep(await blobName(this.keys, reference), sealed);
    return reference;
  }

  async get(reference: BlobReference): Promise<Uint8Array | null> {
    const name = await blobName(this.keys, reference);
    const key = await this.keys.find(reference.key);
    const sealed = key && (await this.sealed(name));
    return sealed ? openBlob(key, sealed, reference) : null;
  }

  async remove(reference: BlobReference): Promise<void> {
    const name = await blobName(this.keys, reference);
    await this.connection.run(async () => {
      const file = await this.fileOf(name);
      if (file) await this.bucket.delete(file._id);
    });
  }

  async *names(): AsyncIterable<readonly string[]> {
    for (let after = ''; ;) {
      const page = await this.connection.run(() => this.namesBehind(after));
      yield page;
      if (page.length < PAGE) return;
      after = page.at(-1) ?? after;
    }
  }

  sealed(name: string): Promise<Uint8Array | null> {
    return this.connection.run(async () => {
      const file = await this.fileOf(name);
      const sealed = file && (await this.download(file));
      if (sealed?.length === file?.length) return sealed;
      throw new Error(`the content of attachment ${name} is not whole`);
    });
  }

  async keep(name: string, sealed: Uint8Array): Promise<void> {
    await this.connection.run(async () => {
      const file = await this.fileOf(name);
      if (file && file.length === sealed.length && (await this.isWhole(file))) return;
      if (file) await this.bucket.delete(file._id);
      await this.upload(name, sealed);
    });
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  private async upload(name: string, sealed: Uint8Array): Promise<void> {
    const id = new ObjectId();
    try {
      await pipeline([sealed], this.bucket.openUploadStreamWithId(id, name));
    } catch (error) {
      // Chunks without a file are only room lost: what stays here, stays.
      await this.chunks.deleteMany({ files_id: id }).catch(() => undefined);
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** What is there of the file; its hash tells whether that is all. */
  private async download(file: GridFSFile): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    try {
      for await (const part of this.bucket.openDownloadStream(file._id)) parts.push(part as Uint8Array);
    } catch (error) {
      if (!(error instanceof MongoError) || isPassing(error)) throw error;
    }
    return Buffer.concat(parts);
  }

  private async isWhole({ _id, length, chunkSize }: GridFSFile): Promise<boolean> {
    const chunks = await this.chunks.countDocuments({ files_id: _id }, { maxTimeMS: TIME_LIMIT });
    return chunks === Math.ceil(length / chunkSize);
  }

  private async namesBehind(after: string): Promise<string[]> {
    const options = { projection: { filename: 1 }, maxTimeMS: TIME_LIMIT };
    const found = this.files
      .find({ filename: { $gt: after } }, options)
      .sort({ filename: 1 })
      .limit(PAGE);
    return (await found.toArray()).map(({ filename }) => filename);
  }

  private fileOf(filename: string): Promise<GridFSFile | null> {
    return this.files.findOne({ filename }, { maxTimeMS: TIME_LIMIT });
  }
}
