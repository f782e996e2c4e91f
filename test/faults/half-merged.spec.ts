import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StoredEvent, StoreUnavailable } from '#event-sourcing';
import { runCli } from '../../apps/cli/src/testing/run-cli.js';
import { MODULES } from '../../apps/api/src/index.js';
import { type Opened } from '../e2e/support/api-client.js';
import { command, openCase } from '../e2e/support/casework.js';
import { openOffice, type TestOffice } from '../e2e/support/office.js';
import { expectProblem } from '../e2e/support/refusals.js';

let office: TestOffice;
let here: Opened;
let there: Opened;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cotmoc-half-merged-'));
  office = await openOffice({ DATA_DIR: folder });
  here = await openCase(office.api);
  there = await openCase(office.api);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** While `work` goes on, nothing of this type gets into the log: the store is gone at that very moment. */
async function without(type: string, work: () => Promise<void>): Promise<void> {
  const { events } = office.server.platform.stores;
  const append = events.append.bind(events);
  events.append = (stream, added, expected) =>
    added.some((event) => event.type === type)
      ? Promise.reject(new StoreUnavailable('gone'))
      : append(stream, added, expected);
  try {
    await work();
  } finally {
    events.append = append;
  }
}

const merge = (sent = {}) =>
  office.api.post(
    `/consular-cases/${here.id}/merge-cases`,
    { other: there.id, evidence: 'Trùng số căn cước' },
    sent,
  );
const revert = (sent = {}) =>
  office.api.post(`/consular-cases/${here.id}/revert-merge`, { other: there.id, reason: 'Nhầm' }, sent);

async function phases(): Promise<readonly string[]> {
  const since = await office.head();
  const seen = [here, there].map(({ id }) =>
    office.api.get<{ phase: string }>(`/consular-cases/${id}`, { since }),
  );
  return (await Promise.all(seen)).map(({ body }) => body.phase);
}

async function typesOf({ id }: Opened): Promise<readonly string[]> {
  const stored: readonly StoredEvent[] = await office.server.platform.stores.events.readStream(
    `consularCase-${id}`,
  );
  return stored.map(({ type }) => type);
}

/** A merge, and a reversal, that stopped after the surviving case. */
const halfMerged = () =>
  without('CaseMergedInto', async () => {
    expectProblem(await merge({ key: 'merge-1' }), 503, 'store.unavailable');
  });
async function halfReverted(): Promise<void> {
  expect((await merge()).status).toBe(200);
  await without('CaseUnmerged', async () => {
    expectProblem(await revert({ key: 'revert-1' }), 503, 'store.unavailable');
  });
}

describe('a merge that was cut short between its two cases', () => {
  afterEach(() => office.close());

  it.each([
    ['the same command again', { key: 'merge-1' }],
    ['a new command of the same content', {}],
  ])('is finished by %s', async (_, sent) => {
    await halfMerged();
    expect(await phases()).toEqual(['received', 'received']);
    expect((await merge(sent)).status).toBe(200);
    expect(await phases()).toEqual(['received', 'merged']);
    expect(await typesOf(here)).toEqual(['ConsularCaseOpened', 'CasesMerged']);
    expect(await typesOf(there)).toEqual(['ConsularCaseOpened', 'CaseMergedInto']);
  });

  it.each([
    ['the same command again', { key: 'revert-1' }],
    ['a new command of the same content', {}],
  ])('can be one that takes a merge back, and is finished by %s', async (_, sent) => {
    await halfReverted();
    expect(await phases()).toEqual(['received', 'merged']);
    expect((await revert(sent)).status).toBe(200);
    expect(await phases()).toEqual(['received', 'received']);
    expect(await typesOf(there)).toEqual(['ConsularCaseOpened', 'CaseMergedInto', 'CaseUnmerged']);
  });

  it('is given up when the other case has ended in the meantime', async () => {
    await halfMerged();
    await command(office.api, there.id, 'withdraw-case', { by: 'applicant', reason: 'Không cần nữa' });
    expectProblem(await merge({ key: 'merge-1' }), 409, 'consular-case.merge-of-ended-case');
    expect(await phases()).toEqual(['received', 'withdrawn']);
    expect(await typesOf(here)).toEqual(['ConsularCaseOpened', 'CasesMerged', 'MergeReverted']);
  });

  it('can be taken back before it was finished', async () => {
    await halfMerged();
    expect((await revert()).status).toBe(200);
    expect((await merge({ key: 'merge-1' })).body).toMatchObject({ repeated: true });
    expect(await phases()).toEqual(['received', 'received']);
    expect(await typesOf(there)).toEqual(['ConsularCaseOpened']);
  });
});

describe('the doctor', () => {
  const doctor = async (...args: string[]) => {
    const { code, out } = await runCli(['doctor', '--data', folder, '--json', ...args], {
      modules: MODULES,
    });
    const report = JSON.parse(out) as {
      checks: { name: string; status: string; detail: string }[];
      halfDone: object[];
      finished: object[];
    };
    return { code, ...report, merges: report.checks.find(({ name }) => name === 'merges') };
  };

  it.each([
    ['a merge', halfMerged, ['ConsularCaseOpened', 'CaseMergedInto']],
    ['a reversal', halfReverted, ['ConsularCaseOpened', 'CaseMergedInto', 'CaseUnmerged']],
  ])('finds %s that is half done, and finishes it', async (_, half, types) => {
    await half();
    await office.server.close();
    const pair = { first: `consularCase-${here.id}`, second: `consularCase-${there.id}` };
    const found = await doctor();
    expect(found).toMatchObject({ code: 1, halfDone: [pair], merges: { status: 'wrong' } });
    expect(found.merges?.detail).toContain(`1 merge half done: ${pair.first} with ${pair.second}`);
    expect(await doctor('--repair')).toMatchObject({ code: 0, halfDone: [], finished: [pair] });
    expect(await doctor('--repair')).toMatchObject({ code: 0, halfDone: [], finished: [] });
    const { out } = await runCli(['events', '--data', folder, '--stream', pair.second, '--json'], {
      modules: MODULES,
    });
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(events.map(({ type }) => type)).toEqual(types);
    expect(await runCli(['verify', '--data', folder], { modules: MODULES })).toMatchObject({
      code: 0,
    });
  });

  it('finishes one that cannot be finished by taking it back', async () => {
    await halfMerged();
    await command(office.api, there.id, 'withdraw-case', { by: 'applicant', reason: 'Không cần nữa' });
    await office.server.close();
    expect(await doctor('--repair')).toMatchObject({ code: 0, halfDone: [] });
  });
});
