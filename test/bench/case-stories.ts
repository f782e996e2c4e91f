import {
  CITIZEN,
  EXAMPLE_DAY,
  EXAMPLE_NUMBER,
  paper,
  play,
  RELATIVE,
  type Step,
  step,
} from '#consular-cases/testing';
import { personal, type SourceDocument } from '#kernel';
import { type Random } from './stats.js';

/** What stands in a story for what every case has of its own. */
export const PLACEHOLDERS = {
  citizen: CITIZEN,
  relative: RELATIVE,
  number: EXAMPLE_NUMBER,
  country: 'MY',
  mission: 'dsq-kuala-lumpur',
  officer: 'officer-1',
  unit: 'consular',
} as const;

export const KINDS = [
  'detention',
  'death_abroad',
  'conflict_evacuation',
  'rescue_return',
  'missing',
  'deportation',
  'fishermen',
  'labour',
] as const;

/** One event of a story, its texts not sealed yet. */
export interface Told {
  readonly type: string;
  readonly data: unknown;
  readonly occurredOn: string;
  readonly source?: SourceDocument;
}

const DAY_MS = 86_400_000;
/** The day on which every story begins, in milliseconds. */
export const START = Date.parse(EXAMPLE_DAY);
const TEXT =
  'Gia đình trình bày rằng người thân đi làm ăn xa từ đầu năm, mất liên lạc từ nhiều tuần nay, nhờ cơ quan chức năng ' +
  'xác minh nơi ở, tình trạng sức khỏe và hỗ trợ thủ tục cần thiết để sớm được trở về với gia đình. ';

/** A text of that many letters. */
export const textOf = (letters: number): string =>
  TEXT.repeat(1 + letters / TEXT.length)
    .slice(0, letters)
    .trim();

/** The `days`-th day of a story. */
const on = (days: number) => ({ on: new Date(START + days * DAY_MS).toISOString().slice(0, 10) });

/**
 * A case from intake to closure as the rules let it run, 10 to 13 events; `until` leaves the rest out, so that the case
 * is still open.
 */
export function tell(random: Random, kind: (typeof KINDS)[number], until = Infinity): readonly Told[] {
  const notes = Array.from({ length: random.below(3) }, () =>
    step('AddNote', { text: textOf(60 + random.below(120)) }, on(10)),
  );
  const reports = Array.from({ length: random.below(2) }, (_, index) =>
    step(
      'RecordMissionReport',
      { condition: textOf(100 + random.below(150)) },
      { ...on(12 + index), source: paper(`21${index}`, 'incoming', on(9).on) },
    ),
  );
  const steps: readonly Step[] = [
    step('OpenConsularCase', {
      kind,
      summary: textOf(100 + random.below(200)),
      urgency: random.chance(0.2) ? 'urgent' : 'normal',
    }),
    step('AssignOfficer', {}, on(0)),
    step('VerifyIdentity', {}, on(1)),
    step('CompleteDossier', {}, on(2)),
    step('ForwardCase', {}, on(3)),
    step('RecordMissionReport', { condition: textOf(80 + random.below(150)) }, on(9)),
    ...notes,
    ...reports,
    step('RecordContact', { summary: textOf(40 + random.below(80)) }, on(15)),
    step('RecordOutcome', { explanation: textOf(40 + random.below(100)) }, on(20)),
    step('NotifyFamily', {}, on(21)),
    step('CloseCase', {}, on(22)),
  ];
  return play(...steps.slice(0, until)).map(({ type, data, occurredOn, source }) => ({
    type,
    data,
    occurredOn,
    ...(source && { source: { ...source, issuer: personal('Cơ quan mẫu', OWNERS) } }),
  }));
}

/** Whose a text in a case is. */
const OWNERS = [CITIZEN, RELATIVE].map((id) => `subject-${id}`);
