import { isNativeError } from 'node:util/types';
import { StoreUnavailable } from './event-store.port.js';

/** A file that cannot be read as what it is. Asking again does not mend it; the message says what does. */
export class DamagedFile extends StoreUnavailable {
  constructor(
    readonly path: string,
    advice: string,
    cause: Error,
  ) {
    super(`${path} is damaged (${cause.message}). ${advice}`, { cause });
    this.name = 'DamagedFile';
  }
}

/** SQLite's SQLITE_CORRUPT and SQLITE_NOTADB: the file is not whole, or something else. */
const DAMAGE: readonly unknown[] = [11, 26];

/** What SQLite threw about the file at `path` as a {@link DamagedFile}, when that is what it found; else `null`. */
export function damageOf(error: unknown, path: string, advice: string): DamagedFile | null {
  if (!isNativeError(error) || !('errcode' in error)) return null;
  const primary = typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
  return DAMAGE.includes(primary) ? new DamagedFile(path, advice, error) : null;
}
