import { consularCaseCodec } from '#consular-cases';
import { type EventMetadata, eventIdOf, type NewEvent, type Sealer } from '#event-sourcing';
import { type Actor, personal, type SourceDocument } from '#kernel';
import { KINDS, PLACEHOLDERS, START, tell, textOf, type Told } from './case-stories.js';
import { type Random } from './stats.js';

/** An event as it is stored, before it is chained onto its stream. */
export type Draft = Omit<NewEvent, 'metadata'> & { readonly metadata: Omit<EventMetadata, 'integrity'> };

export interface SyntheticCase {
  readonly id: string;
  readonly stream: string;
  /** Oldest first. */
  readonly events: readonly Draft[];
}

export const COUNTRIES = ['CN', 'KH', 'LA', 'KR', 'JP', 'TW', 'RU', 'not_stated'] as const;

/** Who works on cases, as the office profile has them. */
export const OFFICERS: readonly [Actor, ...Actor[]] = [
  { id: 'officer-consular', role: 'officer', unit: 'consular' },
  { id: 'officer-consular-2', role: 'officer', unit: 'consular' },
  { id: 'officer-border', role: 'officer', unit: 'border' },
  { id: 'head-consular', role: 'head', unit: 'consular' },
];

/** Stories that are told before they are told again about somebody else. */
const STORIES = 120;
const DAY_MS = 86_400_000;

/** Parts of ids and numbers by which an original is told from its copies; they stand in nothing else. */
export const ORIGINAL_MARKS = ['-0c00-', '-0a00-', '9090900'] as const;

/** What stands in their place in the `time`-th copy. */
export const copyMarkOf = (mark: string, time: number): string =>
  mark.replace(/00(?=-?$)/, String(time).padStart(2, '0'));

/** Ids that are computed, so that a load can ask for what it never saw; spread as real ids are. */
export const caseIdOf = (index: number, copy = 0): string => idOf(ORIGINAL_MARKS[0], index, copy);
export const personIdOf = (index: number, copy = 0): string => idOf(ORIGINAL_MARKS[1], index, copy);

function idOf(mark: string, index: number, copy: number): string {
  const mixed = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  return `${mixed.toString(16).padStart(8, '0')}${copyMarkOf(mark, copy)}5000-8000-${index.toString(16).padStart(12, '0')}`;
}

/** The last part of a case's number. */
export const sequenceOf = (index: number): string => `${ORIGINAL_MARKS[2]}${String(index).padStart(5, '0')}`;

/** The `day`-th day of the log. */
export const dayOf = (day: number): string =>
  new Date(FIRST_DAY + Math.floor(day) * DAY_MS).toISOString().slice(0, 10);

const FIRST_DAY = Date.UTC(2021, 0, 4);
/** Days that cases are opened on: until late in 2025. */
export const DAYS = 1800;

export interface CaseWanted {
  readonly index: number;
  /** On which the case is opened. */
  readonly day: number;
  /** Still worked on. */
  readonly open: boolean;
}

/** Cases as officers work them: stories that the rules let happen, stored by the real codec, their texts sealed. */
export class CaseSource {
  private readonly closed: readonly string[];
  private readonly open: readonly string[];

  /** `people`: how many there are that cases are about. */
  constructor(
    private readonly random: Random,
    private readonly sealer: Sealer,
    private readonly people: number,
  ) {
    const told = (until: () => number) =>
      Array.from({ length: STORIES }, (_, index) =>
        JSON.stringify(tell(random, KINDS[index % KINDS.length] ?? KINDS[0], until())),
      );
    this.closed = told(() => Infinity);
    this.open = told(() => 1 + random.below(9));
  }

  async case({ index, day, open }: CaseWanted): Promise<SyntheticCase> {
    const { random } = this;
    const id = caseIdOf(index);
    const stream = `${consularCaseCodec.category}-${id}`;
    const officer = random.pick(OFFICERS);
    const names = {
      [PLACEHOLDERS.citizen]: personIdOf(random.below(this.people)),
      [PLACEHOLDERS.relative]: personIdOf(random.below(this.people)),
      [PLACEHOLDERS.number]: `BHCD-${dayOf(day).slice(0, 4)}-${sequenceOf(index)}`,
      [PLACEHOLDERS.country]: random.chance(0.3) ? 'CN' : random.pick(COUNTRIES),
      [PLACEHOLDERS.mission]: 'cn-nanning',
      [PLACEHOLDERS.officer]: officer.id,
      [PLACEHOLDERS.unit]: officer.unit,
    };
    const story = stories(random, open ? this.open : this.closed);
    const told = JSON.parse(retold(story, names, FIRST_DAY - START + day * DAY_MS)) as Told[];
    const making = { random, sealer: this.sealer, actor: officer };
    const events = told.map((event) => draftOf(making, stream, event));
    return { id, stream, events: await Promise.all(events) };
  }
}

/** An event of `stream` as the product stores it, by the real codec, its texts sealed. */
async function draftOf(
  { random, sealer, actor }: { random: Random; sealer: Sealer; actor: Actor },
  stream: string,
  event: Told,
): Promise<Draft> {
  const commandId = random.uuid();
  const { schemaVersion, data } = consularCaseCodec.encode(event as never);
  const source = event.source && ((await sealer.seal(stream, event.source)) as SourceDocument);
  return {
    id: eventIdOf(stream, commandId, 0),
    type: event.type,
    data: await sealer.seal(stream, data),
    metadata: {
      schemaVersion,
      occurredOn: event.occurredOn,
      recordedAt: `${event.occurredOn}T0${random.below(9)}:15:00.000Z`,
      actor,
      commandId,
      $correlationId: commandId,
      $causationId: commandId,
      fingerprint: random.base64(32),
      ...(source && { source }),
    },
  };
}

/** A note on the case of `stream`, whose people are not known. */
export const noteOn = (random: Random, sealer: Sealer, stream: string): Promise<Draft> => {
  const data = { text: personal(textOf(80 + random.below(160)), []) };
  const event = { type: 'NoteAdded', data, occurredOn: dayOf(random.below(DAYS)) };
  return draftOf({ random, sealer, actor: random.pick(OFFICERS) }, stream, event);
};

const stories = (random: Random, told: readonly string[]): string => told[random.below(told.length)] ?? '[]';

const WORDS = Object.values(PLACEHOLDERS).map((word) => word.replaceAll('-', '\\-'));
const RETOLD = new RegExp(`(?<=["-])(?:${WORDS.join('|')}|\\d{4}-\\d\\d-\\d\\d)(?=")`, 'g');

/** The story about somebody else, begun on another day. */
const retold = (story: string, names: Readonly<Record<string, string>>, shift: number): string =>
  story.replace(RETOLD, (word) => names[word] ?? shifted(word, shift));

const shifted = (day: string, by: number): string =>
  new Date(Date.parse(day) + by).toISOString().slice(0, 10);
