import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  chain,
  type CommandRequest,
  commandIdOf,
  eventIdOf,
  ProjectionRunner,
  type StreamName,
} from '#event-sourcing';
import { type Actor, type CommandContext, personal, systemClock } from '#kernel';
import { NumberRegister } from '#numbering';
import { type ModuleDescriptor, openPlatform, type Platform, projectionsOf, readConfig } from '#platform';
import { PARCELS, type ParcelEvent, parcelCodec } from './parcels.js';

export const OFFICER: Actor = { id: 'officer-consular', role: 'officer', unit: 'consular' };

/** How an event comes to be recorded, where a spec wants something else than the usual. */
export interface Recording {
  readonly recordedAt?: string;
  readonly actor?: Actor;
  readonly commandId?: string;
  readonly $causationId?: string;
  readonly $correlationId?: string;
}

/** An empty data folder of its own. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'cotmoc-cli-'));
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Does `work` as the process that writes in the folder, then lets go of it. */
export async function writing<T>(folder: string, work: (writer: Writer) => Promise<T>): Promise<T> {
  const platform = await openPlatform(readConfig({ DATA_DIR: folder }));
  try {
    return await work(new Writer(platform));
  } finally {
    await platform.close();
  }
}

/** Writes what a server would write. */
export class Writer {
  private readonly numbers: NumberRegister;

  constructor(readonly platform: Platform) {
    this.numbers = new NumberRegister(platform.stores.events, platform.sealer);
  }

  /** A parcel with a number, opened and moved; its stream. */
  async parcel(number = 'PARCEL', ...places: readonly string[]): Promise<StreamName> {
    const stream = `parcel-${randomUUID()}`;
    await this.number(number, stream);
    await this.append(stream, opened('box'));
    for (const place of places) await this.append(stream, moved(place));
    return stream;
  }

  /** A number for `holder`, which need not come. */
  number(series: string, holder: StreamName): Promise<string> {
    const now = new Date().toISOString();
    const context: CommandContext = {
      actor: OFFICER,
      now,
      today: '2022-01-04',
      occurredOn: '2022-01-04',
      facts: undefined,
    };
    const commandId = commandIdOf('officer-consular', holder);
    const request: CommandRequest = {
      commandId,
      correlationId: commandId,
      causationId: commandId,
      fingerprint: 'f',
    };
    return this.numbers.take({ series: { series, width: 4 }, year: 2022, holder, context, request });
  }

  /** One event at the end of `stream`; its id. */
  async append(stream: StreamName, event: ParcelEvent, recording: Recording = {}): Promise<string> {
    const { events } = this.platform.stores;
    const last = (await events.readStream(stream)).at(-1);
    const revision = (last?.revision ?? -1) + 1;
    const { commandId = `command-${stream}-${revision}` } = recording;
    const { schemaVersion, data } = parcelCodec.encode(event);
    const draft = {
      id: eventIdOf(stream, commandId, revision),
      type: event.type,
      data: await this.platform.sealer.seal(stream, data),
      metadata: {
        schemaVersion,
        occurredOn: event.occurredOn,
        recordedAt: `2022-01-0${Math.min(9, revision + 1)}T03:00:00.000Z`,
        actor: OFFICER,
        commandId,
        $correlationId: commandId,
        $causationId: commandId,
        fingerprint: 'f',
        ...recording,
      },
    };
    const chained = chain(stream, [draft], revision, last?.metadata.integrity.hash ?? '');
    await events.append(stream, chained, last?.revision ?? 'no-stream');
    return draft.id;
  }

  /** Brings the read models up to date, as a server that is stopped has left them. */
  async project(modules: readonly ModuleDescriptor[] = [PARCELS]): Promise<void> {
    const { stores, sealer, office } = this.platform;
    const silent = () => undefined;
    const runner = new ProjectionRunner({
      store: stores.events,
      readStore: stores.reads,
      sealer,
      projections: projectionsOf(modules, office, stores.keys),
      clock: systemClock,
      log: { info: silent, error: silent },
    });
    await runner.prepare();
    runner.start();
    await runner.mark.waitFor(await stores.events.head(), 5000);
    await runner.stop();
  }
}

export const opened = (kind: string): ParcelEvent => ({
  type: 'ParcelOpened',
  data: { kind, note: personal('Of Nguyễn Văn Mẫu', []) },
  occurredOn: '2022-01-01',
});

export const moved = (to: string): ParcelEvent => ({
  type: 'ParcelMoved',
  data: { to },
  occurredOn: '2022-01-02',
});

export const erased: ParcelEvent = { type: 'ParcelErased', data: {}, occurredOn: '2022-01-03' };

export const spoiled: ParcelEvent = { type: 'ParcelSpoiled', data: {}, occurredOn: '2022-01-03' };

/** Changes bytes of the log's file behind the program's back; `to` is as long as `from`. */
export function tamper(folder: string, from: string, to: string): void {
  const path = join(folder, 'events.db');
  const bytes = readFileSync(path);
  const at = bytes.indexOf(from);
  if (at < 0 || Buffer.byteLength(from) !== Buffer.byteLength(to)) throw new Error(`cannot replace ${from}`);
  bytes.write(to, at);
  writeFileSync(path, bytes);
}
