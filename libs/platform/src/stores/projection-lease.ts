import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Who folds events into read models, where several processes might: renewed three times before it runs out. */
export const PROJECTIONS_LEASE = { name: 'projections', ttlMs: 5000 } as const;

/** This process, for people who look for it. */
export const processName = (): string => `${hostname()}:${process.pid}-${randomUUID().slice(0, 8)}`;
