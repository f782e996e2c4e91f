import { type CommandContext, type DecisionKind, type Proposed, type StreamRecord } from '#kernel';
import { type PersonalDataErased, type SubjectEvent } from './events.js';
import { type ErasureGround } from './grounds.js';
import { broken } from './rules.js';
import { type SubjectState } from './state.js';

/** A decision to erase everything that tells who somebody is. */
export const ERASE_SUBJECT = 'erase-subject';

/** The event that says so. */
export const ERASED: PersonalDataErased['type'] = 'PersonalDataErased';

/** What is proposed. */
export interface Erasure {
  readonly ground: ErasureGround;
  /** Ids of events whose texts are about others too, and which nobody will be able to read any more. */
  readonly lettingGo?: readonly string[];
}

/** What a case that names the person, or once did, says at this moment. */
export interface NamingCase {
  readonly id: string;
  readonly number: string;
  /** It names the person, and has not ended. */
  readonly running: boolean;
  /** Texts and documents under a key in which the person and others have a share. */
  readonly sharedTexts: readonly { readonly event: string; readonly field: string }[];
}

/** A record that says something about two people: the one who is to be erased, and somebody else. */
export interface SharedRecord {
  readonly id: string;
  readonly sharedTexts: NamingCase['sharedTexts'];
}

/** What deciding on an erasure needs beside the person's stream, looked up again when it is decided. */
export interface ErasureFacts {
  readonly cases: readonly NamingCase[];
  /** The person's own record, and those that were once merged with it and are another person's. // G-8 */
  readonly records: readonly SharedRecord[];
  /** How many keys the person has a share in. */
  readonly keys: number;
  /** Ids of other records of the person, which this one stands for, that are not erased. // G-8 */
  readonly unerased: readonly string[];
  /** It is proposed now: what a decision lets go may have been corrected since. */
  readonly proposing?: boolean;
}

export type SubjectRecord = StreamRecord<SubjectState, SubjectEvent>;

type ErasureKind = DecisionKind<SubjectState, SubjectEvent, ErasureFacts, Erasure>;

/**
 * What follows from an approval: that everything personal is erased. Whoever is named in a running case is not, and no
 * text about others is lost unless that was proposed. A person's other records go first, so that none is left behind.
 * // Personal data, domain rules
 * @throws DomainError `subject.erased`, `subject.in-running-case`, `subject.letting-go-unknown`, `subject.records-unerased`, `subject.texts-shared`
 */
export const erased: ErasureKind['approved'] = (
  { id, payload: { ground, lettingGo = [] } }: Proposed<Erasure>,
  { state }: SubjectRecord,
  { facts: { cases, records, keys, unerased, proposing = false }, occurredOn }: CommandContext<ErasureFacts>,
): readonly [PersonalDataErased] => {
  if (state.phase !== 'registered') throw broken('subject.erased', 'there is nothing left to erase');
  if (unerased.length > 0)
    throw broken('subject.records-unerased', 'it stands for records that are not erased', {
      records: unerased,
    });
  assertEnded(cases);
  const places: readonly SharedSomewhere[] = [
    ...cases.map(({ number, sharedTexts }) => ({ said: { case: number }, sharedTexts })),
    ...records.map(({ id: record, sharedTexts }) => ({ said: { record }, sharedTexts })),
  ];
  if (proposing) assertShared(places, lettingGo);
  assertLetGo(places, lettingGo);
  const named = cases.map((each) => ({ id: each.id, number: each.number }));
  const data = { fields: state.sealedFields, ground, keys, cases: named, proposal: id };
  return [{ type: 'PersonalDataErased', data, occurredOn }];
};

function assertEnded(cases: readonly NamingCase[]): void {
  const running = cases.filter((each) => each.running).map(({ number }) => number);
  if (running.length === 0) return;
  throw broken('subject.in-running-case', 'a running case names the person', { cases: running });
}

interface SharedSomewhere extends Pick<NamingCase, 'sharedTexts'> {
  readonly said: { readonly case: string } | { readonly record: string };
}

function assertShared(places: readonly SharedSomewhere[], lettingGo: readonly string[]): void {
  const shared = new Set(places.flatMap(({ sharedTexts }) => sharedTexts.map(({ event }) => event)));
  const events = lettingGo.filter((event) => !shared.has(event));
  if (events.length > 0)
    throw broken('subject.letting-go-unknown', 'nothing that they say is about others too', {
      field: 'lettingGo',
      events,
    });
}

function assertLetGo(places: readonly SharedSomewhere[], lettingGo: readonly string[]): void {
  const texts = places.flatMap(({ said, sharedTexts }) =>
    sharedTexts
      .filter(({ event }) => !lettingGo.includes(event))
      .map(({ event, field }) => ({ ...said, event, field })),
  );
  if (texts.length === 0) return;
  const where = [...new Set(texts.map((text) => ('case' in text ? text.case : text.record)))];
  throw broken('subject.texts-shared', 'others would lose texts that are about them too', {
    count: texts.length,
    where,
    texts,
  });
}
