import { type AddressInfo } from 'node:net';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Logger } from 'pino';
import { type Clock } from '#kernel';
import {
  type AppConfig,
  assertOfficeFits,
  createHttpApp,
  createLogger,
  openPlatformPatiently,
  type Platform,
  PROJECTION_PROGRESS,
  type Projections,
} from '#platform';
import { Erasures } from '#subjects';
import { AppModule } from './app.module.js';
import { MODULES } from './modules.js';

/** A server that answers. */
export interface RunningServer {
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly platform: Platform;
  /** Answers what is under way, then stops the projections and closes the stores. */
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/**
 * Opens the stores, listens, and brings the read models up to date, or waits for the projector to do so; resolves when
 * the server is ready, or was stopped before. Until then it answers `/health/live`, says on `/health/ready` how far it
 * has come, and refuses everything else with 503.
 * @throws ConfigError, OfficeProfileError, or what a store or the network says
 */
export async function startServer(config: AppConfig, options: ServerOptions = {}): Promise<RunningServer> {
  const logger = options.logger ?? createLogger(config.logLevel);
  const platform = await openPlatformPatiently(config, logger, options.clock);
  try {
    assertOfficeFits(platform.office, MODULES);
  } catch (error) {
    await platform.close();
    throw error;
  }
  const app = await createHttpApp(AppModule.forRoot(platform, logger), platform, { logger });
  const projections = app.get<Projections>(PROJECTION_PROGRESS);
  try {
    await app.listen(config.port, config.host);
    await projections.start();
    if (projections.ready) await finishErasures(app, logger);
  } catch (error) {
    await app.close();
    throw error;
  }
  const url = urlOf(app, config.host);
  if (projections.ready) {
    platform.stores.announce(url);
    logger.info({ url, docs: `${url}/docs`, mode: config.mode }, 'the server is ready');
  }
  return { url, app, platform, close: () => app.close() };
}

/** What a crash, or older keys, left undone; the work goes on without it. */
async function finishErasures(app: NestFastifyApplication, logger: Logger): Promise<void> {
  try {
    await app.get(Erasures).finishAll();
  } catch (error) {
    logger.error(
      { err: error },
      'erasures could not be finished; the next start, or cotmoc doctor --repair, does',
    );
  }
}

/** The address to reach the server at: an unspecified host is reached through this machine's own. */
function urlOf(app: NestFastifyApplication, host: string): string {
  const { port } = app.getHttpServer().address() as AddressInfo;
  const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
