import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** What a file is known by. */
export interface FileFacts {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Copies a file durably, for its owner's eyes only; what was copied. @throws Error when `to` is there already */
export async function copyFile(from: string, to: string): Promise<FileFacts> {
  const facts = new Facts();
  const target = createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(createReadStream(from), (chunks) => facts.of(chunks as AsyncIterable<Buffer>), target);
  return facts.result();
}

export async function factsOf(path: string): Promise<FileFacts> {
  const facts = new Facts();
  for await (const chunk of facts.of(createReadStream(path) as AsyncIterable<Buffer>)) void chunk;
  return facts.result();
}

/** Makes what is in a file survive a power cut, and keeps it for its owner's eyes. */
export async function settle(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.chmod(0o600);
    await file.sync();
  } finally {
    await file.close();
  }
}

class Facts {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  /** Counts what passes. */
  async *of(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    for await (const chunk of chunks) {
      this.hash.update(chunk);
      this.bytes += chunk.length;
      yield chunk;
    }
  }

  result(): FileFacts {
    return { bytes: this.bytes, sha256: this.hash.digest('hex') };
  }
}
