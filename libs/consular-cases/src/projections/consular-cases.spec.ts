import fc from 'fast-check';
import { MemoryReadStore } from '#read-store-memory';
import { collectionOf } from '#event-sourcing';
import { type Recorded, WorkCalendar } from '#kernel';
import { type ConsularCaseEvent } from '../domain/events/index.js';
import {
  caseIn,
  CITIZEN,
  EXAMPLE_NUMBER,
  EXAMPLE_STREAM,
  paper,
  play,
  prisonRelease,
  RELATIVE,
  remainsEntry,
  step,
  trafficking,
} from '../testing/index.js';
import { type ConsularCaseDocument, consularCaseProjection } from './consular-cases.js';

const CALENDAR = {
  version: 'a',
  weekend: [6, 7],
  holidays: ['2022-01-31', '2022-02-01', '2022-02-02', '2022-02-03', '2022-02-04'],
  workingDays: [],
};
const projection = consularCaseProjection(new WorkCalendar(CALENDAR));

const project = (history: readonly Recorded<ConsularCaseEvent>[]): ConsularCaseDocument | null =>
  history.reduce<ConsularCaseDocument | null>((document, event) => projection.evolve(document, event), null);

describe('the read model of consular cases', () => {
  it('is the case as rules see it and what happened', () => {
    const history = caseIn('received', step('AssignOfficer', {}, { on: '2022-03-11' }));
    const [opened, assigned] = history as [Recorded<ConsularCaseEvent>, Recorded<ConsularCaseEvent>];
    const { place, summary, responsibilityBasis } = opened.data as Record<string, unknown>;
    expect(project(history)).toEqual({
      id: EXAMPLE_STREAM.slice('consularCase-'.length),
      revision: 1,
      case: {
        phase: 'received',
        number: EXAMPLE_NUMBER,
        openedOn: '2022-03-10',
        channel: 'in_person',
        kind: 'detention',
        country: 'MY',
        urgency: 'normal',
        subjects: [{ id: CITIZEN, kind: 'person', minor: false, homeProvince: 'cao-bang', seenRevision: 0 }],
        applicant: RELATIVE,
        verified: [],
        notConfirmed: [],
        details: {},
        leadOfficer: 'officer-1',
        supportOfficers: [],
        documents: [],
        dossiers: [],
        remainsForm: null,
        supplementsAsked: [],
        supplement: null,
        forwardings: [],
        reports: [],
        outcome: null,
        told: [],
        waivedOn: null,
        cameFrom: [],
        wasInProtection: false,
        attempts: [],
        unreachableSince: null,
        closedOn: null,
        withdrawnOn: null,
        closedFile: null,
        heldOnPaper: [],
        opinions: [],
        links: [],
        transfer: null,
        receivedFrom: null,
        merged: [],
        mergedInto: null,
        said: [
          { type: 'CaseClassified', data: {}, on: '2022-03-10' },
          { type: 'OfficerAssigned', data: { officer: 'officer-1', role: 'lead' }, on: '2022-03-11' },
        ],
      },
      acts: [
        {
          type: 'ConsularCaseOpened',
          revision: 0,
          occurredOn: '2022-03-10',
          recordedAt: opened.recordedAt,
          recordedBy: opened.actor.id,
          data: { place, summary, responsibilityBasis },
        },
        {
          type: 'OfficerAssigned',
          revision: 1,
          occurredOn: '2022-03-11',
          recordedAt: assigned.recordedAt,
          recordedBy: assigned.actor.id,
          data: {},
        },
      ],
      phases: [{ phase: 'received', since: '2022-03-10' }],
      deadlines: [
        {
          rule: 'T-1',
          limit: 1,
          unit: 'working_days',
          startedOn: '2022-03-10',
          runningSince: '2022-03-10',
          usedDays: 0,
          dueOn: '2022-03-11',
          metOn: '2022-03-11',
        },
      ],
      nextDueOn: null,
      decisions: [],
      waiting: [],
      dueKey: '9999-12-31',
      fileTask: null,
      fileDueOn: null,
      open: true,
      unit: 'consular',
      numberKey: 'bhcd-2022-00000001',
      numberWords: ['bhcd', '2022', '1'],
      people: [CITIZEN, RELATIVE],
      foundBy: [CITIZEN, RELATIVE],
      amended: [],
      linkedCases: [],
      firstRecordedAt: opened.recordedAt,
      lastChangedAt: assigned.recordedAt,
      lastChangedBy: assigned.actor.id,
    });
  });

  it('says since when a case has been in each phase', () => {
    const asked = { on: '2022-03-14' };
    const history = play(
      step('OpenConsularCase'),
      step('RequestSupplement', {}, asked),
      step('RecordSupplement', { complete: false }, { on: '2022-03-15' }),
      step('RecordSupplement', {}, { on: '2022-03-16' }),
      step('VerifyIdentity', {}, { on: '2022-03-17' }),
    );
    expect(project(history)?.phases).toEqual([
      { phase: 'received', since: '2022-03-10' },
      { phase: 'awaiting_supplement', since: '2022-03-14' },
      { phase: 'received', since: '2022-03-16' },
      { phase: 'verified', since: '2022-03-17' },
    ]);
  });

  it('keeps what each act said, and the paper it rests on', () => {
    const forwarded = project(caseIn('forwarded'))?.acts.at(-1);
    expect(forwarded).toMatchObject({
      type: 'CaseForwarded',
      letter: `outgoing/2022/${paper('101', 'outgoing').number}`,
      data: { addressee: 'consular_department', enclosures: [{ kind: 'request_form' }, { kind: 'id_copy' }] },
    });
  });

  it.each(['closed', 'withdrawn'] as const)('has nothing due once a case is %s', (phase) => {
    expect(project(caseIn(phase))).toMatchObject({
      open: false,
      nextDueOn: null,
      deadlines: [
        { rule: 'T-1', metOn: null },
        { rule: 'T-25', metOn: null },
      ],
    });
  });

  it('has another version for another calendar', () => {
    const other = consularCaseProjection(new WorkCalendar({ ...CALENDAR, version: 'b' }));
    expect(other.version).not.toBe(projection.version);
    expect(consularCaseProjection(new WorkCalendar(CALENDAR)).version).toBe(projection.version);
  });

  it('does not touch the sealed values that the log holds', () => {
    const sealed = { $sealed: { key: 'k', wrapped: 'w', data: 'd', commitment: 'c' } };
    const [opened] = caseIn('received');
    const note = { ...opened, type: 'NoteAdded', revision: 1, data: { text: sealed } };
    expect(project([opened!, note as Recorded<ConsularCaseEvent>])?.acts[1]?.data).toEqual({ text: sealed });
  });

  it('folds any subset of a history, in pages or at once, to a document that can be stored', async () => {
    const store = new MemoryReadStore();
    const collection = await store.collection<ConsularCaseDocument>(collectionOf(projection));
    const stories = [trafficking(), remainsEntry(), prisonRelease(), caseIn('withdrawn')];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...stories).chain((story) => fc.subarray(story)),
        fc.nat(20),
        async (events, cut) => {
          const document = project(events);
          expect(document === null).toBe(events.every(({ type }) => type !== 'ConsularCaseOpened'));
          const half = JSON.parse(
            JSON.stringify(project(events.slice(0, cut))),
          ) as ConsularCaseDocument | null;
          const resumed = events
            .slice(cut)
            .reduce<ConsularCaseDocument | null>((known, event) => projection.evolve(known, event), half);
          expect(JSON.stringify(resumed)).toBe(JSON.stringify(document));
          if (!document) return;
          const { id, revision } = document;
          await store.save([{ collection, documents: [{ id, revision, body: document }] }], []);
        },
      ),
    );
  });
});
