import { readConfig, startupFailure } from '#platform';
import { startServer } from './server.js';

/** Starts the server from the environment; a configuration it cannot use ends with one sentence. */
export async function main(): Promise<void> {
  try {
    await startServer(readConfig());
  } catch (error) {
    process.stderr.write(`${startupFailure(error)}\n`);
    process.exitCode = 1;
  }
}
