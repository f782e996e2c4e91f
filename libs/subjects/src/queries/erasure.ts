import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { brokenLink, decidableIn, disclose, Sealer, type StoredEvent } from '#event-sourcing';
import {
  type Actor,
  type Decision,
  effectiveHistory,
  foldedOn,
  type Instant,
  type LocalDate,
  type Recorded,
  type WorkCalendar,
} from '#kernel';
import { type DecisionView, decisionViews, Office } from '#platform';
import { type DetailField } from '../domain/details.js';
import { ERASE_SUBJECT } from '../domain/erasure.js';
import { type SubjectStreamEvent } from '../domain/events.js';
import { type ErasureGround } from '../domain/grounds.js';
import { subjectStream } from '../domain/names.js';
import { broken } from '../domain/rules.js';
import { ErasureFactsReader, type KnownErasureFacts } from './erasure-facts.js';
import { subjectCodec } from '../stored/events.codec.js';
import { SUBJECT_RECORD } from '../procedure.js';
import { evolve, type SubjectDocument } from '../projections/subjects.js';
import { OnePerson } from './one-person.js';
import { SubjectReader } from './subject-reader.js';

/** That somebody was erased, and by whom it was decided. */
export interface ErasureProof {
  /** Id of the event that records it. */
  readonly event: string;
  readonly on: LocalDate;
  readonly at: Instant;
  readonly ground: ErasureGround;
  /** Details that had a value. */
  readonly fields: readonly DetailField[];
  /** How many keys were destroyed. */
  readonly keys: number;
  readonly proposedBy: string;
  readonly decidedBy: string;
}

/** By when a request is to be answered and carried out. // T-26, domain rules */
export interface RequestDue {
  readonly proposal: string;
  readonly answerBy: LocalDate;
  readonly completeBy: LocalDate;
}

/** A text that others would lose too. */
export interface LostText {
  /** Where it stands; absent when it stands in a record. */
  readonly case?: { readonly id: string; readonly number: string };
  /** Id of the subject in whose record it stands. */
  readonly record?: string;
  readonly event: string;
  readonly type: string;
  readonly revision: number;
  readonly field: string;
}

/** What an erasure would do, or has done. */
export interface ErasureView {
  readonly id: string;
  readonly revision: number;
  /** `null` while nothing was erased. */
  readonly erased: ErasureProof | null;
  /** Keys that the subject still has a share in; none once an erasure is carried out. */
  readonly keysLeft: number;
  /** The subject's own stream, every hash of it recomputed. */
  readonly chain: { readonly events: number; readonly whole: boolean };
  readonly cases: readonly { readonly id: string; readonly number: string; readonly running: boolean }[];
  readonly sharedTexts: readonly LostText[];
  readonly decisions: readonly DecisionView[];
  readonly due: readonly RequestDue[];
}

/** What erasing somebody would do, or has done. */
export class GetErasure extends Query<ErasureView> {
  constructor(
    readonly id: string,
    readonly actor: Actor,
  ) {
    super();
  }
}

@QueryHandler(GetErasure)
export class GetErasureHandler implements IQueryHandler<GetErasure> {
  constructor(
    private readonly reader: SubjectReader,
    private readonly onePerson: OnePerson,
    private readonly facts: ErasureFactsReader,
    private readonly sealer: Sealer,
    private readonly office: Office,
  ) {}

  async execute({ id, actor }: GetErasure): Promise<ErasureView> {
    const stored = await this.reader.stored(id);
    const recorded = stored.map((event) => subjectCodec.decode(event));
    const history = effectiveHistory(recorded);
    const document = foldedOn({ evolve }, null as SubjectDocument | null, history);
    if (!document) throw broken('subject.not-registered', 'there is no such subject', { id });
    const known = await this.facts.of(id);
    const { decisions } = document;
    const decidable = decidableIn(SUBJECT_RECORD, recorded, actor);
    const sealed = decisionViews(decisions, SUBJECT_RECORD.procedure.kinds, actor, decidable);
    const mayRead = (await this.onePerson.seenBy(actor, [document]))(document);
    return {
      id,
      revision: stored.length - 1,
      erased: proofIn(history, decisions),
      keysLeft: known.keys,
      chain: { events: stored.length, whole: isWhole(stored) },
      ...effectOf(known),
      decisions: (await disclose(this.sealer, subjectStream(id), sealed, mayRead)) as DecisionView[],
      due: decisions.flatMap((decision) => dueOf(decision, this.office.calendar)),
    };
  }
}

function proofIn(
  history: readonly Recorded<SubjectStreamEvent>[],
  decisions: readonly Decision[],
): ErasureProof | null {
  const event = history.find((each) => each.type === 'PersonalDataErased');
  if (!event) return null;
  const { ground, fields, keys, proposal } = event.data;
  const proposed = decisions.find((decision) => decision.id === proposal)?.proposed;
  return {
    event: event.id,
    on: event.occurredOn,
    at: event.recordedAt,
    ground,
    fields,
    keys,
    proposedBy: proposed?.by ?? '',
    decidedBy: event.actor.id,
  };
}

const effectOf = ({ cases, records }: KnownErasureFacts): Pick<ErasureView, 'cases' | 'sharedTexts'> => ({
  cases: cases.map(({ id, number, running }) => ({ id, number, running })),
  sharedTexts: [
    ...cases.flatMap(({ id, number, sharedTexts }) =>
      sharedTexts.map((text) => ({ case: { id, number }, ...text })),
    ),
    ...records.flatMap(({ id, sharedTexts }) => sharedTexts.map((text) => ({ record: id, ...text }))),
  ],
});

function isWhole(stored: readonly StoredEvent[]): boolean {
  return stored.every(
    (event, index) => brokenLink(event, stored[index - 1]?.metadata.integrity.hash ?? '') === null,
  );
}

const ANSWER_WORKING_DAYS = 2;
const COMPLETION_DAYS = 20;

/** Counted from the day after the request. // T-26, domain rules */
function dueOf({ id, kind, standing, proposed }: Decision, calendar: WorkCalendar): readonly RequestDue[] {
  if (kind !== ERASE_SUBJECT || standing !== 'open') return [];
  return [
    {
      proposal: id,
      answerBy: calendar.limitEnd(proposed.on, ANSWER_WORKING_DAYS, 'working_days'),
      completeBy: calendar.limitEnd(proposed.on, COMPLETION_DAYS, 'calendar_days'),
    },
  ];
}
