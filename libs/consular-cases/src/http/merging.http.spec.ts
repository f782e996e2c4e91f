import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { CommandProcessor, type CommandRequest, Sealer, type StoredEvent } from '#event-sourcing';
import { DomainError, effectiveHistory, factsOf, fold } from '#kernel';
import { CONSULAR_CASE, caseStream } from '../consular-case.stream.js';
import { consularCaseDecider } from '../domain/decider.js';
import { type ConsularCaseEvent } from '../domain/events/index.js';
import { CASE_RECORD } from '../procedure.js';
import { type ConsularCaseDocument, consularCaseProjection } from '../projections/index.js';
import { ACT_LISTS } from '../queries/act-lists.js';
import { type CaseView } from '../queries/case-view.js';
import { type CaseListItem, type CasePage } from '../queries/list-view.js';
import { consularCaseCodec } from '../stored/events.codec.js';
import { casesApp } from '../testing/cases-app.js';
import { ATTEMPTS, CITIZEN, dayOf, exampleContext, RELATIVE, type Step } from '../testing/index.js';

let app: Awaited<ReturnType<typeof casesApp>>;
let processor: CommandProcessor;

beforeAll(async () => {
  app = await casesApp();
  app.at('2022-06-01T02:00:00.000Z');
  const { events, keys } = app.platform.stores;
  processor = new CommandProcessor(events, new Sealer(keys));
});

afterAll(() => app.close());

const request = (): CommandRequest => {
  const commandId = randomUUID();
  return { commandId, correlationId: commandId, causationId: commandId, fingerprint: 'f' };
};

/** What is refused leaves no trace. */
async function attempted(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

const stored = (id: string): Promise<readonly StoredEvent[]> =>
  app.platform.stores.events.readStream(caseStream(id));

/** Beyond the numbers that the other cases of random steps have. */
let cases = 1000;

/** A case in which these steps were tried, and then corrections of the day of some of its events; its id. */
async function lived(steps: readonly Step[], corrections: readonly number[]): Promise<string> {
  const id = randomUUID();
  const stream = caseStream(id);
  cases += 1;
  const facts = { ...exampleContext().facts, caseNumber: `BHCD-2022-${String(cases).padStart(4, '0')}` };
  for (const { command, on, source } of steps) {
    const context = { ...exampleContext({ occurredOn: on, ...(source && { source }) }), facts };
    await attempted(processor.handle(CONSULAR_CASE, stream, command, context, request()));
  }
  for (const choice of corrections) {
    const history = await stored(id);
    const target = history[choice % history.length]!.id;
    const data = { target, changes: {}, correctedOccurredOn: dayOf(choice), reason: 'nhập sai' };
    const context = { ...exampleContext({ occurredOn: '2022-06-01' }), facts };
    await attempted(processor.amend(CASE_RECORD, stream, { type: 'CorrectFact', data }, context, request()));
  }
  return id;
}

const bodyOf = async <T>(path: string): Promise<T> => {
  const head = await app.platform.stores.events.head();
  const answer = await app.get(`/consular-cases${path}`, { 'cotmoc-min-position': head });
  expect([path, answer.statusCode, answer.headers['cotmoc-stale']]).toEqual([path, 200, undefined]);
  return answer.json<T>();
};

/** Without what says when and by whom a case was changed last. */
function unchanging<T extends object>(whole: T): object {
  const {
    revision: _r,
    lastChangedAt: _a,
    lastChangedBy: _b,
    changedByOthers: _o,
    ...rest
  } = whole as T & Pick<CaseListItem, 'revision' | 'lastChangedAt' | 'lastChangedBy' | 'changedByOthers'>;
  return rest;
}

const MERGE = {
  stays: ['CasesMerged', 'MergeReverted'],
  goes: ['CaseMergedInto', 'CaseUnmerged'],
} as const;
const RECORDS: ReadonlySet<string> = new Set(Object.values(MERGE).flat());

/** A case as it is shown, without what the two records of a merge say themselves. */
function withoutRecords({ milestones, phases: _, ...view }: CaseView): object {
  const lists = Object.entries(ACT_LISTS).filter(([, type]) => RECORDS.has(type));
  const hidden = new Set(lists.map(([name]) => name));
  return {
    ...Object.fromEntries(Object.entries(view).filter(([name]) => !hidden.has(name))),
    milestones: milestones.filter(({ type }) => !RECORDS.has(type)),
  };
}

const projection = () => consularCaseProjection(app.platform.office.calendar);

/** A case as rules, the read model and its readers see it. */
async function sides(id: string) {
  const history = (await stored(id)).map((event) => consularCaseCodec.decode(event));
  const document = effectiveHistory(history).reduce<ConsularCaseDocument | null>(
    (known, event) => projection().evolve(known, event),
    null,
  )!;
  const { acts, phases, ...facts } = unchanging(document) as ConsularCaseDocument;
  const view = withoutRecords(unchanging(await bodyOf<CaseView>(`/${id}`)) as CaseView);
  const rules = fold(consularCaseDecider, factsOf<ConsularCaseEvent>(history));
  return { same: { rules, facts, view }, acts, phases };
}

/** Every list in which cases are found, every figure. */
async function everywhere(): Promise<object> {
  const pages: object[] = [];
  for (const query of [
    '',
    '&sort=nextDueOn',
    `&subject=${CITIZEN}`,
    `&subject=${RELATIVE}`,
    '&phase=merged',
  ]) {
    const { items, ...page } = await bodyOf<CasePage>(
      `?limit=100&sort=number${query}`.replace('sort=number&sort', 'sort'),
    );
    pages.push({ query, items: items.map(unchanging), page });
  }
  return { pages, figures: await bodyOf('/figures?from=2022-01-01&to=2022-12-31') };
}

describe('a merge of two cases that is taken back (G-8)', () => {
  /**
   * Compared are, of either case: the state that rules read; the read model's document; what its readers are shown; and
   * of all cases, every line of lists and every figure. What differs is what the two records of the merge say: the last
   * two acts, the time in the phase `merged`, the revision, and who changed the case last and when. A merge that is
   * refused changes nothing at all.
   */
  it('leaves both, and every list and figure, as they were, whatever happened to either before', async () => {
    let merged = 0;
    const life = fc.tuple(ATTEMPTS, fc.array(fc.nat(40), { maxLength: 2 }));
    await fc.assert(
      fc.asyncProperty(life, life, async (one, other) => {
        const [stays, goes] = [await lived(...one), await lived(...other)];
        const before = { stays: await sides(stays), goes: await sides(goes), everywhere: await everywhere() };
        const done = await app.post(`/consular-cases/${stays}/merge-cases`, {
          other: goes,
          evidence: 'Trùng số',
        });
        if (done.statusCode === 200) {
          merged += 1;
          expect(await everywhere()).not.toEqual(before.everywhere);
          const back = await app.post(`/consular-cases/${stays}/revert-merge`, {
            other: goes,
            reason: 'Hai người',
          });
          expect([back.statusCode, back.json()]).toEqual([200, expect.anything()]);
        }
        const after = { stays: await sides(stays), goes: await sides(goes), everywhere: await everywhere() };
        expect(after.everywhere).toEqual(before.everywhere);
        for (const side of ['stays', 'goes'] as const) {
          const { acts, phases, same } = after[side];
          const records = done.statusCode !== 200 ? [] : MERGE[side];
          expect(same).toEqual(before[side].same);
          expect(acts.slice(0, acts.length - records.length)).toEqual(before[side].acts);
          expect(acts.slice(acts.length - records.length).map(({ type }) => type)).toEqual(records);
          const away = phases.findIndex(({ phase }) => phase === 'merged');
          expect(away < 0 ? phases : phases.slice(0, away)).toEqual(before[side].phases);
        }
      }),
      { numRuns: 20 },
    );
    expect(merged).toBeGreaterThan(1);
  }, 180_000);
});
