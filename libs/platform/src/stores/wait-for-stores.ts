import { type RunnerLog } from '#event-sourcing';
import { type Clock } from '#kernel';
import { type AppConfig, hasServers } from '../config/config.js';
import { isEmbedded } from '../config/store-url.js';
import { readinessOf } from '../health/checks.js';
import { HealthServer } from '../health/health-server.js';
import { openPlatform, type Platform, platformOf } from './open-platform.js';
import { RememberedKeys } from './remembered-keys.js';

/** The same sentence is said again after so long. */
const SAY_AGAIN_MS = 30_000;

/**
 * Opens the platform of a process that goes on for ever: it waits for its servers as long as it takes, says so in the
 * log, and answers `/health/live` and `/health/ready` meanwhile. Told to stop while it waits, the process ends.
 * @throws ConfigError, OfficeProfileError, or what a store says that waiting cannot mend
 */
export async function openPlatformPatiently(
  config: AppConfig,
  log: RunnerLog,
  clock?: Clock,
): Promise<Platform> {
  let problem = 'it has just begun to connect';
  const says = sayingWaits(log);
  const opening = () =>
    openPlatform(config, {
      ...(clock && { clock }),
      waitMs: Infinity,
      onWait: (sentence) => says((problem = sentence)),
      onInterruption: (reason) => log.info({ reason }, 'following the log is taken up again'),
    });
  if (!hasServers(config)) return opening();
  const waiting = () => Promise.resolve(readinessOf({ stores: { status: 'down', detail: problem } }));
  const health = await HealthServer.listen(config, waiting);
  const stop = () => process.exit(0);
  process.once('SIGTERM', stop).once('SIGINT', stop);
  try {
    return withRememberedKeys(await opening());
  } finally {
    process.off('SIGTERM', stop).off('SIGINT', stop);
    await health.close();
  }
}

/** A server that keeps the keys may go away, and work on what is known goes on. */
function withRememberedKeys(platform: Platform): Platform {
  const { config, office, stores, clock } = platform;
  if (isEmbedded(config.keyStore)) return platform;
  return platformOf(config, office, { ...stores, keys: new RememberedKeys(stores.keys) }, clock);
}

function sayingWaits(log: RunnerLog): (problem: string) => void {
  let last = '';
  let saidAt = 0;
  return (problem) => {
    const now = performance.now();
    if (problem === last && now - saidAt < SAY_AGAIN_MS) return;
    last = problem;
    saidAt = now;
    log.info({ problem }, 'waiting for a server');
  };
}
