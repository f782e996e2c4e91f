import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppConfig } from '#platform';
import { MASTER_KEY_FILE, parseMasterKey } from '#vault-embedded';
import { Refusal } from '../failures.js';

/**
 * The master key where it is known: in the file named by hand, else in the configuration, else in the data folder.
 * Makes none. @throws MasterKeyProblem `master-key.malformed`; Refusal for a named file that cannot be read
 */
export function knownMasterKey(
  { masterKey, dataDir }: Pick<AppConfig, 'masterKey' | 'dataDir'>,
  file?: string,
): Uint8Array | undefined {
  if (file === undefined && masterKey) return masterKey;
  const path = file ?? join(dataDir, MASTER_KEY_FILE);
  return file !== undefined || existsSync(path) ? parseMasterKey(contentOf(path), path) : undefined;
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw new Refusal(`The master key cannot be read from ${path} (${reason}).`, 'master-key.missing');
  }
}
