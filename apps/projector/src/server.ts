import { type Logger } from 'pino';
import { MODULES } from '../../api/src/index.js';
import {
  type AppConfig,
  ConfigError,
  createLogger,
  HealthServer,
  isServerMode,
  openPlatformPatiently,
  type Platform,
  probe,
  projectionCheck,
  readinessOf,
} from '#platform';
import { Projector } from './projector.js';

/** A projector that works or stands by. */
export interface RunningProjector {
  /** Of `/health/live` and `/health/ready`. */
  readonly port: number;
  /** Finishes the page under way, hands over and closes the stores. */
  close(): Promise<void>;
}

/**
 * Opens the stores, waiting for them as long as it takes, and projects from then on.
 * @throws ConfigError, OfficeProfileError, or what a store or the network says
 */
export async function startProjector(config: AppConfig, logger?: Logger): Promise<RunningProjector> {
  const log = logger ?? createLogger(config.logLevel);
  if (!isServerMode(config))
    throw new ConfigError(
      'A projector of its own needs EVENT_STORE_URL and READ_STORE_URL on servers; otherwise the API does its work.',
    );
  const platform = await openPlatformPatiently(config, log);
  const projector = new Projector(platform, MODULES, log);
  try {
    const health = await HealthServer.listen(config, () => readiness(platform, projector));
    log.info({ port: health.port }, 'the projector has started');
    return {
      port: health.port,
      close: async () => {
        await projector.stop();
        await health.close();
        await platform.close();
      },
    };
  } catch (error) {
    await projector.stop();
    await platform.close();
    throw error;
  }
}

async function readiness({ stores }: Platform, projector: Projector) {
  const [eventStore, readStore] = await Promise.all([
    probe(stores.events.head()),
    probe(stores.reads.checkpoint('health')),
  ]);
  return readinessOf({ eventStore, readStore, projections: projectionCheck(projector.status()) });
}
