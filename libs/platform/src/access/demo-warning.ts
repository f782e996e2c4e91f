import { type AppConfig, LOG_LEVELS } from '../config/config.js';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** What whoever starts a server in demo mode has to know. */
export const demoWarnings = ({ mode, host }: Pick<AppConfig, 'mode' | 'host'>): readonly string[] => [
  `MODE=${mode}: NOBODY IS ASKED WHO THEY ARE. Whoever reaches this server acts as any member of the demo office ` +
    `(X-Demo-Actor). Keep real people's data out of it.`,
  ...(LOOPBACK.includes(host) ? [] : [`HOST=${host}: other machines can reach this server in demo mode.`]),
];

/** True when the log leaves warnings out, so that they have to be said elsewhere. */
export const isTooQuiet = ({ logLevel }: Pick<AppConfig, 'logLevel'>): boolean =>
  LOG_LEVELS.indexOf(logLevel) > LOG_LEVELS.indexOf('warn');
