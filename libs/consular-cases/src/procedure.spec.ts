import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import {
  type CommandRequest,
  CommandProcessor,
  HISTORY_CLOCKS,
  historyAt,
  idOf,
  lineReader,
  PastModels,
  type ProcedureCommand,
  Sealer,
} from '#event-sourcing';
import { openSqliteEventStore } from '#event-store-sqlite';
import {
  type Actor,
  DomainError,
  effectiveHistory,
  factsOf,
  fold,
  isCorrecting,
  type Recorded,
  WorkCalendar,
} from '#kernel';
import { openSqliteScratchStore } from '#read-store-sqlite';
import { openSqliteKeyStore } from '#vault-embedded';
import { CONSULAR_CASE, caseStream } from './consular-case.stream.js';
import { CORRECTABLE } from './domain/corrections.js';
import {
  type CaseStreamEvent,
  type ConsularCaseEvent,
  type ConsularCaseEventType,
} from './domain/events/index.js';
import { consularCaseCodec } from './stored/events.codec.js';
import { CASE_RECORD } from './procedure.js';
import { type ConsularCaseDocument, consularCaseProjection } from './projections/index.js';
import {
  exampleContext,
  SECOND_CITIZEN,
  type Step,
  STEPS_TO,
  step,
  type StoryName,
} from './testing/index.js';

const projection = consularCaseProjection(
  new WorkCalendar({ version: 'a', weekend: [6, 7], holidays: [], workingDays: [] }),
);
type Document = ConsularCaseDocument | null;
const evolve = (document: Document, event: Recorded<CaseStreamEvent>): Document =>
  projection.evolve(document, event);
type History = readonly Recorded<CaseStreamEvent>[];
const folded = (events: History): Document =>
  events.reduce<Document>((document, event) => evolve(document, event), null);

const store = openSqliteEventStore(':memory:');
const keys = openSqliteKeyStore(':memory:', randomBytes(32));
const processor = new CommandProcessor(store, new Sealer(keys));

afterAll(async () => {
  await store.close();
  await keys.close();
});

const request = (more: Partial<CommandRequest> = {}): CommandRequest => {
  const commandId = randomUUID();
  return { commandId, correlationId: commandId, causationId: commandId, fingerprint: 'f', ...more };
};

const NOW = '2022-06-01T02:00:00.000Z';
const officer: Actor = { id: 'officer-2', role: 'officer', unit: 'consular' };
const director: Actor = { id: 'director', role: 'director', unit: 'leadership' };

async function played(steps: readonly Step[]): Promise<string> {
  const stream = caseStream(randomUUID());
  for (const { command, on, source } of steps) {
    const context = exampleContext({ occurredOn: on, ...(source && { source }) });
    await processor.handle(CONSULAR_CASE, stream, command, context, request());
  }
  return stream;
}

const historyOf = async (stream: string): Promise<History> =>
  (await store.readStream(stream)).map((event) => consularCaseCodec.decode(event));

const amend = (stream: string, command: ProcedureCommand, actor: Actor, more = {}) =>
  processor.amend(
    CASE_RECORD,
    stream,
    command,
    { ...exampleContext({ occurredOn: '2022-06-01' }), today: '2022-06-01', now: NOW, actor },
    request(more),
  );

/** What each event could have said instead. */
const CHANGES: { readonly [T in ConsularCaseEventType]?: readonly object[] } = {
  ConsularCaseOpened: [
    { country: 'KH' },
    { urgency: 'urgent', summary: 'Khác' },
    { place: null },
    { subjects: [SECOND_CITIZEN] },
  ],
  IdentityVerified: [{ homeProvince: 'lao-cai' }, { homeCommune: null }],
  SupplementRequested: [{ missing: ['death_certificate'] }],
  CaseForwarded: [{ addressee: 'mission', mission: 'lsq-nam-ninh' }, { enclosures: [] }],
  MissionReported: [{ mission: 'lsq-nam-ninh', condition: 'Khác' }],
  ContactRecorded: [{ answered: true }, { summary: 'Khác' }],
  OutcomeRecorded: [{ outcome: 'released' }, { explanation: null }],
  FamilyNotified: [{ channel: 'post' }],
  CaseClosed: [{ remark: 'Khác' }],
  CaseWithdrawn: [{ by: 'relative' }],
};

const changesOf = (types: ReadonlySet<string>) =>
  Object.entries(CHANGES).flatMap(([type, changes]) =>
    types.has(type) ? changes.map((change) => [type, change] as const) : [],
  );

const correction = (target: Recorded<CaseStreamEvent>, changes: object, day?: string): ProcedureCommand => ({
  type: 'CorrectFact',
  data: {
    target: target.id,
    changes: { ...changes },
    reason: 'nhập sai',
    ...(day !== undefined && { correctedOccurredOn: day }),
  },
});

/** Voids an event by two people; what is refused is left. */
async function voided(stream: string, target: string): Promise<void> {
  const payload = { target };
  const proposal = { kind: 'void-event', payload, reason: 'nhập nhầm' };
  const { revision } = await amend(stream, { type: 'ProposeDecision', data: proposal }, officer);
  const proposed = (await store.readStream(stream))[revision];
  const decision = { proposal: proposed?.id ?? '', verdict: 'approved' as const };
  await amend(stream, { type: 'DecideProposal', data: decision }, director, { expectedRevision: revision });
}

const attempted = async (work: Promise<unknown>): Promise<boolean> => {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
};

const stories = fc.constantFrom(...(Object.keys(STEPS_TO) as StoryName[]));
const DAYS = ['2022-03-08', '2022-03-10', '2022-03-20'];

/** A case with corrections and voidings of whatever stands in it. */
async function amended(story: StoryName, acts: readonly (readonly [number, number])[]): Promise<string> {
  const stream = await played([...STEPS_TO[story], ...(story === 'received' ? [step('AddNote')] : [])]);
  for (const [at, choice] of acts) {
    const history = await historyOf(stream);
    const target = history[at % history.length]!;
    const changes = CHANGES[target.type as ConsularCaseEventType]?.[choice % 4] ?? {};
    const command = correction(target, changes, DAYS[choice % 5]);
    if (choice % 7 === 0) await attempted(voided(stream, target.id));
    else await attempted(amend(stream, command, officer));
  }
  return stream;
}

const amendedCases = fc.tuple(stories, fc.array(fc.tuple(fc.nat(12), fc.nat(30)), { maxLength: 6 }));

/** A document without what a correction leaves on it beside the facts. */
const factsIn = (document: Document): object => {
  const {
    revision: _r,
    decisions: _d,
    waiting: _w,
    amended: _m,
    lastChangedAt: _a,
    lastChangedBy: _b,
    ...facts
  } = document!;
  return facts;
};

const dayStart = (day: string) => `${day}T00:00:00.000Z`;
const lineOf = lineReader(projection);

describe('the record of a case', () => {
  it('knows for every event what a correction may change of it, or that it may not be corrected', () => {
    const never = Object.keys(consularCaseCodec.shapes).filter((type) => !(type in CORRECTABLE));
    expect(never.sort()).toEqual([
      // A merge is taken back as it was made, on both cases.
      'CaseMergedInto',
      'CaseUnmerged',
      'CasesMerged',
      'DecisionProposed',
      'DecisionTaken',
      'DestructionApproved',
      'EventVoided',
      'FactCorrected',
      'IntakeAbandoned',
      'MergeReverted',
      'ProposalWithdrawn',
    ]);
  });

  it.each(Object.keys(STEPS_TO) as StoryName[])(
    '%s: is as before when a fact is corrected and the correction voided',
    async (story) => {
      let corrections = 0;
      const types = new Set((await historyOf(await played(STEPS_TO[story]))).map(({ type }) => type));
      for (const [type, change] of changesOf(types)) {
        const stream = await played(STEPS_TO[story]);
        const history = await historyOf(stream);
        const target = history.find((event) => event.type === type)!;
        if (!(await attempted(amend(stream, correction(target, change), officer)))) continue;
        corrections += 1;
        const corrected = await historyOf(stream);
        expect(factsIn(folded(effectiveHistory(corrected)))).not.toEqual(factsIn(folded(history)));
        await voided(stream, corrected.at(-1)!.id);
        expect(factsIn(folded(effectiveHistory(await historyOf(stream))))).toEqual(factsIn(folded(history)));
      }
      expect(corrections).toBeGreaterThan(2);
    },
  );

  it('is as before when any fact of any history is corrected and the correction voided', async () => {
    let corrections = 0;
    const changed = fc.tuple(amendedCases, fc.nat(12), fc.nat(30));
    await fc.assert(
      fc.asyncProperty(changed, async ([[story, acts], at, choice]) => {
        const stream = await amended(story, acts);
        const before = await historyOf(stream);
        const facts = before.filter(({ type }) => type in CORRECTABLE);
        const target = facts[at % facts.length]!;
        const change = CHANGES[target.type as ConsularCaseEventType]?.[choice % 4] ?? {};
        if (!(await attempted(amend(stream, correction(target, change, DAYS[choice % 5]), officer)))) return;
        const corrected = await historyOf(stream);
        if (corrected.length === before.length) return;
        corrections += 1;
        await voided(stream, corrected.at(-1)!.id);
        const after = await historyOf(stream);
        expect(factsIn(folded(effectiveHistory(after)))).toEqual(factsIn(folded(effectiveHistory(before))));
        const { decider } = CONSULAR_CASE;
        const state = (history: History) => fold(decider, factsOf<ConsularCaseEvent>(history));
        expect(state(after)).toEqual(state(before));
      }),
      { numRuns: 60 },
    );
    expect(corrections).toBeGreaterThan(4);
  });

  it('reads as at now what the read model has, whatever was corrected and voided', async () => {
    await fc.assert(
      fc.asyncProperty(amendedCases, async ([story, acts]) => {
        const history = await historyOf(await amended(story, acts));
        // The read model folds on, and folds anew where history was corrected.
        const live = history.reduce<Document>(
          (document, event, index) =>
            isCorrecting(event)
              ? folded(effectiveHistory(history.slice(0, index + 1)))
              : evolve(document, event),
          null,
        );
        for (const clock of ['recorded', 'occurred'] as const) {
          expect(folded(historyAt(history, { asAt: '2100-01-01T00:00:00.000Z', clock }, dayStart))).toEqual(
            live,
          );
        }
        const last = history.length - 1;
        expect(folded(historyAt(history, { revision: last }, dayStart))).toEqual(live);
      }),
      { numRuns: 25 },
    );
  });

  it('lists as at any moment, on both clocks, what each case alone folds to', async () => {
    const past = new PastModels({
      store,
      // Folded from the log alone: the read model has nothing to add.
      live: () => Promise.resolve({ getLines: () => Promise.resolve([]) }),
      startOfDay: dayStart,
      openScratch: () => Promise.resolve(openSqliteScratchStore()),
      log: { info: () => undefined, error: (_, message) => fail(message) },
    });
    const moments = fc.constantFrom('2022-03-09', '2022-03-10', '2022-03-15', '2022-06-01', '2100-01-01');
    await fc.assert(
      fc.asyncProperty(
        fc.array(amendedCases, { minLength: 1, maxLength: 3 }),
        moments,
        async (cases, day) => {
          const streams: string[] = [];
          for (const [story, acts] of cases) streams.push(await amended(story, acts));
          for (const clock of HISTORY_CLOCKS) {
            const moment = { asAt: `${day}T12:00:00.000Z`, clock };
            const found = await past.ask(projection, moment, (lines) =>
              lines.findLines({ filter: { id: { $in: streams.map(idOf) } }, sort: [], limit: 10 }),
            );
            const expected: object[] = [];
            for (const stream of streams) {
              const document = folded(historyAt(await historyOf(stream), moment, dayStart));
              if (document) expected.push(lineOf(document));
            }
            expect(found.documents).toHaveLength(expected.length);
            expect(found.documents.map(lineOf)).toEqual(expect.arrayContaining(expected));
          }
        },
      ),
      { numRuns: 20 },
    );
    await past.close();
  });

  it('folds in any part, corrected or not', async () => {
    await fc.assert(
      fc.asyncProperty(amendedCases, fc.infiniteStream(fc.boolean()), async ([story, acts], keep) => {
        const history = await historyOf(await amended(story, acts));
        const part = history.filter(() => keep.next().value === true);
        expect(() => folded(effectiveHistory(part))).not.toThrow();
      }),
      { numRuns: 25 },
    );
  });

  it('breaks no rule that it had not broken before', async () => {
    await fc.assert(
      fc.asyncProperty(amendedCases, async ([story, acts]) => {
        const { decider } = CONSULAR_CASE;
        const history = await historyOf(await amended(story, acts));
        let state = decider.initial;
        for (const event of effectiveHistory(history)) {
          if (event.type in CORRECTABLE) {
            const fact = event as never;
            expect(decider.admits(state, fact)).toBeNull();
            state = decider.evolve(state, fact);
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});
