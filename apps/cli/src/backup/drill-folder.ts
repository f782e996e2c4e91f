import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { acquireWriterLock, DataFolderLocked } from '#event-store-sqlite';

const PREFIX = 'cotmoc-drill-';
/** Milliseconds after which a folder that nobody holds was left behind, and is not one that somebody has just made. */
const FRESH = 60_000;

/** Does `work` in a new folder below `root`, which is gone afterwards: what is rebuilt in it has names in the open. */
export async function inDrillFolder<T>(root: string, work: (folder: string) => Promise<T>): Promise<T> {
  sweep(root);
  const folder = mkdtempSync(join(root, PREFIX));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Removes what drills have left that were killed. */
function sweep(root: string): void {
  for (const name of readdirSync(root)) {
    const folder = join(root, name);
    if (name.startsWith(PREFIX) && isOldAndOurs(folder) && !isHeld(folder))
      rmSync(folder, { recursive: true, force: true });
  }
}

function isOldAndOurs(folder: string): boolean {
  const facts = lstatSync(folder, { throwIfNoEntry: false });
  if (!facts?.isDirectory() || facts.uid !== process.getuid?.()) return false;
  return Date.now() - facts.mtimeMs > FRESH;
}

function isHeld(folder: string): boolean {
  try {
    acquireWriterLock(folder).release();
    return false;
  } catch (error) {
    if (error instanceof DataFolderLocked) return true;
    throw error;
  }
}
