import { ConfigError, OfficeProfileError, readConfig } from '#platform';
import { startServer } from './server.js';

/** Starts the server from the environment; a configuration it cannot use ends with one sentence. */
export async function main(): Promise<void> {
  try {
    await startServer(readConfig());
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    process.stderr.write(`${isExpected(error) ? error.message : (error.stack ?? error.message)}\n`);
    process.exitCode = 1;
  }
}

const isExpected = (error: Error): boolean =>
  error instanceof ConfigError || error instanceof OfficeProfileError || 'code' in error;
