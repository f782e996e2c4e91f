import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import {
  chain,
  type Document,
  EventCodec,
  eventIdOf,
  type Projection,
  type RunnerLog,
  type StoredEvent,
} from '#event-sourcing';
import { type Clock, type DomainEvent } from '#kernel';
import { openSqliteEventStore } from '#event-store-sqlite';
import { MemoryReadStore } from '#read-store-memory';
import { openSqliteKeyStore } from '#vault-embedded';
import { readConfig } from '../config/config.js';
import { projectionCheck } from '../health/checks.js';
import { loadOffice } from '../office/load-office.js';
import { type Platform, platformOf } from './open-platform.js';
import { ProjectionFollower } from './projection-follower.js';
import { ProjectionHost } from './projection-host.js';
import { PROJECTIONS_LEASE } from './projection-lease.js';

type Counted = DomainEvent<'Counted', { readonly amount: number }>;

interface Tally extends Document {
  readonly total: number;
}

const codec = new EventCodec<Counted>('tally', {
  Counted: { version: 1, schema: z.object({ amount: z.number() }), description: '' },
});

const tallies = (version = '1'): Projection<Tally, Counted> => ({
  name: 'tallies',
  version,
  codec,
  indexes: [],
  evolve: (document, event) => ({
    id: '',
    revision: 0,
    total: (document?.total ?? 0) + event.data.amount,
  }),
});

const RECORDED_AT = '2022-06-15T02:00:00.000Z';
const silent: RunnerLog = { info: () => undefined, error: () => undefined };

let folder: string;
let platform: Platform;
let now: string;
const ending: (() => unknown)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cotmoc-follower-'));
  now = RECORDED_AT;
  const config = readConfig({ DATA_DIR: folder });
  const clock: Clock = { now: () => now };
  const events = openSqliteEventStore(join(folder, 'events.db'));
  const keys = openSqliteKeyStore(join(folder, 'keys.db'), new Uint8Array(32));
  const nothing = () => Promise.reject(new Error('not wanted here'));
  const stores = {
    events,
    reads: new MemoryReadStore(),
    keys,
    blobs: { put: nothing, get: nothing, remove: nothing },
    announce: () => undefined,
    close: () => Promise.all([events.close(), keys.close()]).then(() => undefined),
  };
  platform = platformOf(config, loadOffice(config.officeProfile), stores, clock);
});

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
  await platform.close();
  rmSync(folder, { recursive: true });
});

async function append(stream: string, amount: number): Promise<string> {
  const before = (await platform.stores.events.readStream(stream)).at(-1);
  const revision = (before?.revision ?? -1) + 1;
  const draft = {
    id: eventIdOf(stream, String(revision), 0),
    type: 'Counted',
    data: { amount },
    metadata: {
      schemaVersion: 1,
      occurredOn: '2022-06-15',
      recordedAt: RECORDED_AT,
      actor: { id: 'a', role: 'officer' as const, unit: 'u' },
      commandId: 'c',
      $correlationId: 'c',
      $causationId: 'c',
      fingerprint: 'f',
    },
  };
  const chained = chain(stream, [draft], revision, before?.metadata.integrity.hash ?? '');
  const { position } = await platform.stores.events.append(stream, chained, before?.revision ?? 'no-stream');
  return position;
}

/** Does what another process would do; the way to end that. */
async function project(projection = tallies()): Promise<() => Promise<void>> {
  const { name, ttlMs } = PROJECTIONS_LEASE;
  const { leases } = platform.stores.reads;
  const lease = (await leases.acquire(name, 'the projector', ttlMs))!;
  const host = new ProjectionHost(platform, { all: () => [projection] }, silent, lease);
  const stop = async () => {
    await host.stop();
    await leases.release(lease);
  };
  ending.push(stop);
  await host.start();
  return stop;
}

function follower(projection = tallies()): {
  readonly follower: ProjectionFollower;
  readonly ready: Promise<void>;
} {
  const made = new ProjectionFollower(platform, { all: () => [projection] }, silent, 500);
  ending.push(() => made.beforeApplicationShutdown());
  return { follower: made, ready: made.start() };
}

async function started(projection = tallies()): Promise<ProjectionFollower> {
  const made = follower(projection);
  await made.ready;
  return made.follower;
}

const total = async (id: string): Promise<number | undefined> => {
  const { name, version, indexes } = tallies();
  return (await (await platform.stores.reads.collection<Tally>({ name, version, indexes })).get(id))?.total;
};

describe('a process whose read models another one keeps', () => {
  it('is ready once the wanted version is live, and not while it is built', async () => {
    await append('tally-a', 1);
    const { follower: waiting, ready } = follower(tallies('2'));
    const stop = await project(tallies('1'));
    expect(waiting.ready).toBe(false);
    expect(waiting.status()).toMatchObject({
      ready: false,
      rebuilding: [{ projection: 'tallies@2', share: 0 }],
    });
    expect(projectionCheck(waiting.status()).status).toBe('down');
    await stop();
    await project(tallies('2'));
    await ready;
    expect(waiting.status()).toEqual({ ready: true, rebuilding: [], parked: [], keptBy: 'the projector' });
    expect(projectionCheck(waiting.status())).toEqual({ status: 'up', detail: 'kept by the projector' });
  });

  it('waits for a position, and says when the wait has expired', async () => {
    await project();
    const own = await started();
    const position = await append('tally-a', 1);
    expect(await own.waitFor(position, 10_000)).toBe(true);
    expect(await total('a')).toBe(1);
    expect(own.progress()).toEqual({ position, recordedAt: RECORDED_AT, lagMs: 0 });
    expect(await own.waitFor(`${position}9`, 30)).toBe(false);
  });

  it('passes events on in order once they show in the answers, from where it started', async () => {
    await append('tally-a', 1);
    await project();
    const own = await started();
    const seen: [StoredEvent, Promise<number | undefined>][] = [];
    const last = Promise.withResolvers<void>();
    own.changes((events) => {
      for (const event of events) {
        seen.push([event, total('a')]);
        if (event.revision === 3) last.resolve();
      }
    });
    for (const amount of [2, 4, 8]) await append('tally-a', amount);
    await last.promise;
    expect(seen.map(([{ revision }]) => revision)).toEqual([1, 2, 3]);
    const shown = await Promise.all(seen.map(([, sum]) => sum));
    expect(shown.map((sum, index) => sum! >= [3, 7, 15][index]!)).toEqual([true, true, true]);
  });

  it('says how far it is behind while nobody folds, and who does', async () => {
    const stop = await project();
    const own = await started();
    await stop();
    const heard: unknown[] = [];
    own.changes((events) => heard.push(...events));
    await append('tally-a', 1);
    now = '2022-06-15T02:00:07.000Z';
    await until(() => own.progress().lagMs > 0 && own.status().error !== undefined);
    expect(own.progress().lagMs).toBe(7000);
    expect(own.status()).toMatchObject({ ready: true, error: 'no projector is running' });
    expect(heard).toEqual([]);
    await project();
    await until(() => own.progress().lagMs === 0 && heard.length === 1);
  });

  it('is not ready any more when another version went live', async () => {
    const stop = await project();
    const own = await started();
    await stop();
    await project(tallies('2'));
    await until(() => !own.ready);
  });

  it('names what is parked', async () => {
    const failing: Projection<Tally, Counted> = {
      ...tallies(),
      evolve: () => {
        throw new Error('no');
      },
    };
    await project(failing);
    const own = await started();
    const position = await append('tally-a', 1);
    await own.waitFor(position, 10_000);
    // With the checkpoint, so that no answer says that it lacks nothing.
    expect(own.status().parked).toEqual([{ projection: 'tallies', cause: 'Error: no', streams: 1 }]);
    const lacking = (id: string, revision: number) => own.parkedAt('tallies', { id, revision });
    expect([lacking('a', -1), lacking('a', 0), lacking('b', -1)]).toEqual([0, null, null]);
  });

  it('that is stopped while it waits ends its waiting', async () => {
    const { follower: waiting, ready } = follower();
    waiting.beforeApplicationShutdown();
    await ready;
    expect(waiting.ready).toBe(false);
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let left = 1000; left > 0; left -= 1) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it never came true');
}
