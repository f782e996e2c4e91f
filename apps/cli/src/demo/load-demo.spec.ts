import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type StoredEvent } from '#event-sourcing';
import { localDateOf } from '#kernel';
import { createLogger, openPlatform, openStores, readConfig } from '#platform';
import { MODULES, startServer } from '../../../api/src/index.js';
import { Interrupted } from '../failures.js';
import { ChainCheck } from '../log/chain-check.js';
import { streamsOf } from '../log/verify-log.js';
import { rebuildHere } from '../rebuild/rebuild-here.js';
import { newFolder, removeFolder, writing } from '../testing/data-folder.js';
import { STORIES } from './cases/index.js';
import { loadDemo } from './load-demo.js';
import { scheduled } from './schedule.js';
import { requestOf } from './testing/over-http.js';

interface Golden {
  readonly consular_cases: {
    readonly total: number;
    readonly by_kind: Record<string, number>;
    readonly by_country: Record<string, number>;
  };
}

const golden = (parse(readFileSync('test/golden/report-2022.yaml', 'utf8')) as Golden).consular_cases;
const GOLDEN = { total: golden.total, byKind: golden.by_kind, byCountry: golden.by_country };
const REPORT = '/api/v1/reports/consular-cases?from=2022-01-01&to=2022-12-31';
const ZONE = 'Asia/Ho_Chi_Minh';

const configOf = (folder: string) =>
  readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', HOST: '127.0.0.1', PORT: '0' });

async function logOf(folder: string): Promise<StoredEvent[]> {
  const stores = await openStores(configOf(folder), { readOnly: true });
  try {
    const events: StoredEvent[] = [];
    for await (const page of stores.events.readAll()) events.push(...page.events);
    return events;
  } finally {
    await stores.close();
  }
}

type Json = Record<string, unknown>;

/** Asks the API over the folder. */
async function asked<T = Json>(folder: string, ...paths: readonly string[]): Promise<T[]> {
  const server = await startServer(configOf(folder), { logger: createLogger('silent') });
  try {
    const answers: T[] = [];
    for (const url of paths) answers.push((await server.app.inject({ method: 'GET', url })).json<T>());
    return answers;
  } finally {
    await server.close();
  }
}

/** Loads until `steps` are done, then is interrupted. */
async function loadUntil(folder: string, steps: number): Promise<void> {
  const interrupt = new AbortController();
  const onProgress = ({ doneSteps }: { doneSteps: number }) => {
    if (doneSteps === steps) interrupt.abort();
  };
  await expect(loadDemo(configOf(folder), { signal: interrupt.signal, onProgress })).rejects.toThrow(
    Interrupted,
  );
}

const counted = ({ total, byKind, byCountry }: Json): Json => ({ total, byKind, byCountry });

let folder: string;
let log: StoredEvent[];

beforeAll(async () => {
  folder = newFolder();
  await loadDemo(configOf(folder));
  log = await logOf(folder);
});

afterAll(() => removeFolder(folder));

describe('the demo year', () => {
  it('has the figures that the office printed, live and rebuilt from the log', async () => {
    const [live] = await asked(folder, REPORT);
    expect(counted(live!)).toEqual(GOLDEN);

    const platform = await openPlatform(configOf(folder));
    const { parked } = await rebuildHere(platform, MODULES, [], () => undefined);
    await platform.close();
    expect(parked).toEqual([]);

    const [rebuilt] = await asked(folder, REPORT);
    expect(counted(rebuilt!)).toEqual(GOLDEN);
  });

  it('has these figures as at the end of the year, known then and true then', async () => {
    const [known, happened, earlier] = await asked(
      folder,
      `${REPORT}&asAt=2022-12-31`,
      `${REPORT}&asAt=2022-12-31&clock=occurred`,
      `${REPORT}&asAt=2022-06-30`,
    );
    expect(counted(known!)).toEqual(GOLDEN);
    expect(counted(happened!)).toEqual(GOLDEN);
    expect(earlier!['total']).toBeLessThan(GOLDEN.total);
  });

  it('is a log whose every chain is whole', () => {
    const check = new ChainCheck(streamsOf(MODULES));
    for (const event of log) check.add(event);
    expect(check.faults).toEqual([]);
    expect(check.events).toBe(log.length);
  });

  it('leaves something of every step in the log', () => {
    const steps = STORIES.flatMap((story) => story.steps);
    const commands = new Set(log.map(({ metadata }) => metadata.commandId));
    expect(commands.size).toBe(steps.length);
  });

  it('was recorded in 2022, on working days in office hours, in the order of the log', async () => {
    const platform = await openPlatform(configOf(folder));
    const { calendar } = platform.office;
    await platform.close();
    for (const { metadata } of log) {
      const at = Temporal.Instant.from(metadata.recordedAt).toZonedDateTimeISO(ZONE);
      const day = at.toPlainDate().toString();
      expect([day, at.year, calendar.isWorkingDay(day)]).toEqual([day, 2022, true]);
      expect(at.hour * 60 + at.minute).toBeGreaterThanOrEqual(7 * 60 + 30);
      expect(at.hour * 60 + at.minute).toBeLessThan(17 * 60);
      expect(metadata.occurredOn <= day).toBe(true);
    }
    const moments = [
      ...new Map(log.map(({ metadata }) => [metadata.commandId, metadata.recordedAt])).values(),
    ];
    expect(moments).toEqual([...new Set(moments)].sort());
  });

  it('recorded some things days after they happened, and one on behalf of somebody', () => {
    const late = log.filter(({ metadata }) => metadata.occurredOn < localDateOf(metadata.recordedAt, ZONE));
    expect(late.length).toBeGreaterThan(20);
    const actors = new Set(log.map(({ metadata }) => metadata.actor.id));
    expect([...actors].sort()).toEqual([
      'director',
      'head-consular',
      'officer-border',
      'officer-consular',
      'officer-consular-2',
    ]);
    const standIns = log.filter(({ metadata }) => metadata.onBehalfOf !== undefined);
    expect(standIns.map(({ metadata }) => [metadata.actor.id, metadata.onBehalfOf])).toEqual([
      ['head-consular', 'director'],
      ['head-consular', 'director'],
    ]);
  });

  it('took no step that HTTP would not take: the same requests there are the same commands', async () => {
    const server = await startServer(configOf(folder), { logger: createLogger('silent') });
    const numbers = () => 'BHCD-2022-0005';
    const answers: unknown[] = [];
    for (const { key, by, id, deed } of scheduled(STORIES, ZONE)) {
      const { url, headers, payload } = await requestOf({ id, deed, key, by }, numbers);
      const answer = await server.app.inject({ method: 'POST', url, payload, headers });
      const { repeated, ...rest } = answer.json<Json>();
      if (repeated !== true) answers.push([key, deed.kind, repeated, rest]);
    }
    await server.close();
    expect(answers).toEqual([]);
  });

  it('has papers that can be opened again', async () => {
    const attached = log.filter(({ type }) => type === 'DocumentAttached');
    const server = await startServer(configOf(folder), { logger: createLogger('silent') });
    const lengths: unknown[] = [];
    for (const { stream, data } of attached) {
      const id = stream.replace('consularCase-', '');
      const { documentId } = data as { documentId: string };
      const url = `/api/v1/consular-cases/${id}/documents/${documentId}`;
      const { statusCode, rawPayload } = await server.app.inject({ method: 'GET', url });
      lengths.push([statusCode, rawPayload.byteLength]);
    }
    await server.close();
    expect(attached.length).toBeGreaterThan(15);
    expect(lengths).toEqual(attached.map(({ data }) => [200, (data as { bytes: number }).bytes]));
  });

  it('names nobody in the open', () => {
    const text = JSON.stringify(log);
    const names = STORIES.flatMap(({ steps }) =>
      steps.flatMap(({ deed }) => (deed.kind === 'register' ? [deed.body.name] : [])),
    );
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => text.includes(name))).toEqual([]);
  });
});

describe('the cases of the demo year', () => {
  interface CaseView {
    readonly id: string;
    readonly number: string;
    readonly kind: string;
    readonly phase: string;
    readonly overdue: boolean;
    readonly deadlines: readonly { rule: string; dueOn: string; metOn: string | null; standing: string }[];
  }
  let cases: CaseView[];

  beforeAll(async () => {
    const ids = log.filter(({ type }) => type === 'ConsularCaseOpened').map(({ stream }) => stream);
    cases = await asked<CaseView>(
      folder,
      ...ids.map((stream) => `/api/v1/consular-cases/${stream.replace('consularCase-', '')}`),
    );
  });

  it('end in different phases', () => {
    expect(cases.map(({ number, kind, phase }) => `${number} ${kind} ${phase}`)).toEqual([
      'BHCD-2022-0001 remains_repatriation closed',
      'BHCD-2022-0002 detention in_protection',
      'BHCD-2022-0003 conflict_evacuation closed',
      'BHCD-2022-0004 death_abroad closed',
      'BHCD-2022-0005 trafficking in_protection',
      'BHCD-2022-0006 prison_release closed',
      'BHCD-2022-0007 remains_repatriation closed',
      'BHCD-2022-0008 death_abroad closed',
      'BHCD-2022-0009 rescue_return closed',
      'BHCD-2022-0010 unspecified verified',
      'BHCD-2022-0011 remains_repatriation awaiting_supplement',
    ]);
  });

  it('have one deadline of casework overdue, five met late, and one that stood still over Tết', () => {
    const standing = (wanted: string) =>
      cases.flatMap(({ number, deadlines }) =>
        deadlines
          .filter(({ rule, standing }) => standing === wanted && rule !== 'T-25')
          .map(({ rule, dueOn, metOn }) => [number, rule, dueOn, metOn]),
      );
    expect(standing('overdue')).toEqual([['BHCD-2022-0010', 'T-6', '2022-12-14', null]]);
    expect(standing('met_late')).toEqual([
      ['BHCD-2022-0003', 'T-1', '2022-02-28', '2022-03-01'],
      ['BHCD-2022-0004', 'T-6', '2022-04-08', '2022-04-13'],
      ['BHCD-2022-0007', 'T-3', '2022-07-08', '2022-07-13'],
      ['BHCD-2022-0009', 'T-1', '2022-09-06', '2022-09-07'],
      ['BHCD-2022-0011', 'T-1', '2022-12-13', '2022-12-14'],
    ]);
    expect(standing('met')).toContainEqual(['BHCD-2022-0001', 'T-3', '2022-02-08', '2022-02-08']);
  });
});

describe('loading', () => {
  const shapeOf = (events: readonly StoredEvent[]) =>
    events.map(({ id, stream, revision, type, metadata }) => [
      id,
      stream,
      revision,
      type,
      metadata.recordedAt,
      metadata.occurredOn,
    ]);

  it('again changes nothing', async () => {
    expect(await loadDemo(configOf(folder))).toEqual({
      found: 'the demo',
      cases: 11,
      steps: STORIES.flatMap(({ steps }) => steps).length,
    });
    expect(await logOf(folder)).toEqual(log);
  });

  it('that was cut short goes on to the same log, wherever it stopped', async () => {
    const other = newFolder();
    for (const steps of [1, 42, 130]) await loadUntil(other, steps);
    expect(await loadDemo(configOf(other))).toMatchObject({ found: 'half a demo' });
    expect(shapeOf(await logOf(other))).toEqual(shapeOf(log));
    removeFolder(other);
  });

  it('leaves a log alone that is not the demo', async () => {
    const other = newFolder();
    await writing(other, (writer) => writer.parcel('PARCEL', 'Hà Nội'));
    const before = await logOf(other);
    expect(await loadDemo(configOf(other))).toMatchObject({ found: 'something else' });
    expect(await logOf(other)).toEqual(before);
    removeFolder(other);
  });

  it('is refused for an office that has not the people of the stories', async () => {
    const other = newFolder();
    const profile = `${other}/other.office.yaml`;
    const text = readFileSync('config/cao-bang.office.yaml', 'utf8');
    writeFileSync(profile, text.replace('id: officer-border,', 'id: officer-elsewhere,'));
    const config = readConfig({ DATA_DIR: `${other}/data`, OFFICE_PROFILE: profile });
    await expect(loadDemo(config)).rejects.toThrow('has no officer-border');
    expect(await logOf(`${other}/data`)).toEqual([]);
    removeFolder(other);
  });
});
