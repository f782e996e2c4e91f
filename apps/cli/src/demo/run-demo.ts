import { once } from 'node:events';
import { readServerInfo } from '#event-store-sqlite';
import {
  type AppConfig,
  createLogger,
  isServerMode,
  openPlatform,
  PROJECTION_PROGRESS,
  type ProjectionProgress,
  shownUrl as shownStore,
  usesFolder,
} from '#platform';
import { type Logger } from 'pino';
import { MODULES, type RunningServer, startServer } from '../../../api/src/index.js';
import { Projector } from '../../../projector/src/index.js';
import { Interrupted, Refusal } from '../failures.js';
import { print, printJson } from '../output/print.js';
import { type Surroundings } from '../surroundings.js';
import { type Figures, figuresOf } from './figures.js';
import { type Found, type Loaded, loadDemo, type LoadProgress } from './load-demo.js';
import { loadingBar } from './loading-bar.js';
import { asRefusal, assertPortFree } from './port.js';
import { FOUND, figuresText, GO_ON_LATER, loadedText, servingText } from './texts.js';

export interface DemoOptions {
  /** False: load and print, and be done. */
  readonly serve: boolean;
  readonly json: boolean;
}

/**
 * Loads the year 2022 into an empty data folder or empty servers, prints its figures as the API counts them, and serves
 * the API until it is interrupted; on servers, it is a projector as well. A log with something in it keeps what it has.
 * @throws Refusal when the port or the folder is taken, Interrupted while loading
 */
export async function runDemo(config: AppConfig, options: DemoOptions, around: Surroundings): Promise<void> {
  assertFolderFree(config);
  if (options.serve) await assertPortFree(config);
  const tell = options.json ? () => Promise.resolve() : (text: string) => print(around.out, text);
  await tell(`Cột Mốc: dữ liệu mẫu năm 2022 / the demo year 2022\n${placeOf(config)}`);
  const loaded = await load(config, around, tell);
  const logger = loggerOf(config, around);
  await using _projecting = await project(config, logger);
  const server = await start(options.serve ? config : { ...config, host: '127.0.0.1', port: 0 }, logger);
  try {
    await caughtUp(server);
    const figures = await figuresOf(server.app);
    await tell(`\n${figuresText(figures)}`);
    if (options.json)
      await printJson(around.out, summary(loaded, figures, options.serve ? server.url : null));
    if (!options.serve) return;
    await tell(`\n${servingText(shownUrl(server.url), figures)}`);
    await interrupted(around.signal);
    await tell('\nĐang dừng / stopping.');
  } finally {
    await server.close();
  }
}

async function load(
  config: AppConfig,
  { err, signal }: Surroundings,
  tell: (text: string) => Promise<void>,
): Promise<Loaded> {
  const bar = loadingBar(err);
  const started = performance.now();
  let toldFound: Promise<void> | undefined;
  const onProgress = (progress: LoadProgress) => {
    toldFound ??= tell(FOUND[progress.found](progress));
    if (writes(progress.found)) bar.update(progress);
  };
  try {
    const loaded = await loadDemo(config, { signal, onProgress });
    bar.end();
    if (writes(loaded.found)) await tell(loadedText(loaded, (performance.now() - started) / 1000));
    return loaded;
  } catch (error) {
    throw error instanceof Interrupted ? new Interrupted(GO_ON_LATER) : error;
  } finally {
    bar.end();
    await toldFound;
  }
}

/** A person reads this terminal: the server's own log speaks when something is wrong, or when it is asked to. */
function loggerOf(config: AppConfig, { env, err }: Surroundings): Logger {
  const level = env['LOG_LEVEL'] === undefined ? 'error' : config.logLevel;
  return createLogger(level, { write: (line) => void err.write(line) });
}

async function start(config: AppConfig, logger: Logger): Promise<RunningServer> {
  try {
    return await startServer(config, { logger });
  } catch (error) {
    throw asRefusal(error, config);
  }
}

/** On servers, somebody has to fold the log: this process does, unless another projector works already. */
async function project(config: AppConfig, logger: Logger): Promise<AsyncDisposable | null> {
  if (!isServerMode(config)) return null;
  const platform = await openPlatform(config);
  const projector = new Projector(platform, MODULES, logger);
  return {
    [Symbol.asyncDispose]: async () => {
      await projector.stop();
      await platform.close();
    },
  };
}

async function caughtUp({ app, platform }: RunningServer): Promise<void> {
  const head = await platform.stores.events.head();
  await app.get<ProjectionProgress>(PROJECTION_PROGRESS).waitFor(head, Infinity);
}

const placeOf = (config: AppConfig): string =>
  isServerMode(config)
    ? `Máy chủ / servers: ${shownStore(config.eventStore)}, ${shownStore(config.readStore)}`
    : `Thư mục / folder: ${config.dataDir}`;

/** Two programs cannot write in one folder; say so before the lock does. @throws Refusal */
function assertFolderFree(config: AppConfig): void {
  const { dataDir } = config;
  const server = usesFolder(config) ? readServerInfo(dataDir) : null;
  if (!server) return;
  const where = server.url ?? `process ${server.pid}`;
  throw new Refusal(
    `Thư mục ${dataDir} đang được dùng bởi ${where}; hãy dừng nó trước, hoặc chọn --data khác.\n` +
      `The folder ${dataDir} is in use by ${where}; stop that first, or choose another --data.`,
  );
}

const writes = (found: Found): boolean => found === 'nothing' || found === 'half a demo';

const summary = ({ found, cases, steps }: Loaded, { report }: Figures, url: string | null) => ({
  found,
  loaded: writes(found) ? { cases, steps } : null,
  report,
  ...(url !== null && { url }),
});

async function interrupted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

/** What people type: the default address by its name. */
const shownUrl = (url: string): string => url.replace('//127.0.0.1:', '//localhost:');
