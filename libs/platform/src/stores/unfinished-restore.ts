import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config/config.js';

/** The folder inside a data folder where a restore keeps what is not in its place yet; gone when all is. */
export const RESTORING = 'restoring';

/** Half an office is none: a server would take it for one that has lost the rest. @throws ConfigError */
export function assertRestored(dataDir: string): void {
  if (!existsSync(join(dataDir, RESTORING))) return;
  throw new ConfigError(
    `A restore into ${dataDir} was cut short: run the same cotmoc restore again, and it is finished.`,
  );
}
