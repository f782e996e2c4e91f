import { readConfig, startupFailure } from '#platform';
import { startProjector } from './server.js';

/** Beside an API on the same machine it listens on the next port. */
const DEFAULT_PORT = '3001';

/** Starts the projector from the environment; a configuration it cannot use ends with one sentence. */
export async function main(): Promise<void> {
  try {
    const config = readConfig({ ...process.env, PORT: process.env['PORT'] || DEFAULT_PORT });
    const projector = await startProjector(config);
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => void projector.close().finally(() => process.exit()));
  } catch (error) {
    process.stderr.write(`${startupFailure(error)}\n`);
    process.exitCode = 1;
  }
}
