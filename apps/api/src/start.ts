import { demoWarnings, isTooQuiet, readConfig, startupFailure } from '#platform';
import { startServer } from './server.js';

/** Starts the server from the environment; a configuration it cannot use ends with one sentence. */
export async function main(): Promise<void> {
  try {
    const config = readConfig();
    // Whatever the log leaves out, this is said.
    if (isTooQuiet(config)) process.stderr.write(`${demoWarnings(config).join('\n')}\n`);
    await startServer(config);
  } catch (error) {
    process.stderr.write(`${startupFailure(error)}\n`);
    process.exitCode = 1;
  }
}
