import { type LocalDate, personal, type Recorded, type SourceDocument } from '#kernel';
import { type Example, recorded } from '#event-sourcing/testing';
import {
  type CaseContext,
  type CommandOf,
  type ConsularCaseCommand,
  type ConsularCaseCommandType,
  type ReferenceFacts,
} from '../domain/commands/index.js';
import { consularCaseDecider } from '../domain/decider.js';
import { type ConsularCaseEvent } from '../domain/events/index.js';
import { type CaseState } from '../domain/state.js';
import { EXAMPLE_DATA } from './commands.js';
import { CASE_FACTS } from './other-cases.js';
import { SUBJECT_FACTS } from './people.js';

export const EXAMPLE_STREAM = 'consularCase-00000000-0000-5000-8000-00000000ca5e';
export const EXAMPLE_NUMBER = 'BHCD-2022-0001';
export const EXAMPLE_DAY: LocalDate = '2022-03-10';

export const EXAMPLE_REFERENCE: ReferenceFacts = {
  missions: new Set(['dsq-kuala-lumpur', 'lsq-nam-ninh', 'lsq-sihanouk']),
  gates: new Set(['tra-linh']),
  provinces: new Set(['cao-bang', 'lao-cai']),
  ownProvince: 'cao-bang',
  retention: [
    { code: 'consular', years: 20 },
    { code: 'short', years: 1 },
    { code: 'death', years: 50, kinds: ['death_abroad'] },
    { code: 'victims', years: 'permanent', kinds: ['trafficking'] },
  ],
  officers: new Map([
    ['officer-1', 'consular'],
    ['officer-2', 'consular'],
    ['head-1', 'consular'],
  ]),
};

/** A paper in a register. */
export const paper = (
  number: string,
  register: 'incoming' | 'outgoing' = 'incoming',
  date: LocalDate = EXAMPLE_DAY,
): SourceDocument => ({ register, number, date, issuer: personal('Cơ quan mẫu', []) });

/** An officer's day: everything an example command needs beside its stream, with changes. */
export function exampleContext(changes: Partial<CaseContext> = {}): CaseContext {
  const { occurredOn = EXAMPLE_DAY } = changes;
  return {
    actor: { id: 'officer-1', role: 'officer', unit: 'consular' },
    now: `${occurredOn}T02:00:00.000Z`,
    // No example's paper is dated after it.
    today: occurredOn > EXAMPLE_DAY ? occurredOn : EXAMPLE_DAY,
    occurredOn,
    facts: {
      subjects: SUBJECT_FACTS,
      cases: CASE_FACTS,
      reference: EXAMPLE_REFERENCE,
      due: { 'T-1': '2022-03-11', 'T-6': '2022-03-11', 'T-4': null },
      caseNumber: EXAMPLE_NUMBER,
    },
    ...changes,
  };
}

/** One command of a story, the day it is about, and the paper it rests on. */
export interface Step {
  readonly command: ConsularCaseCommand;
  readonly on: LocalDate;
  readonly source?: SourceDocument;
}

/** Papers that some commands cannot be without. */
const PAPERS: { readonly [T in ConsularCaseCommandType]?: SourceDocument } = {
  ForwardCase: paper('101', 'outgoing'),
  RecordMissionReport: paper('201'),
  RecordSupplement: paper('211'),
  RecordTravelDocument: paper('212'),
  RecordRemainsPermit: paper('213'),
  RecordHandoverAtBorder: paper('301'),
  RecordSupportPayment: paper('401', 'outgoing'),
  TransferCase: paper('501', 'outgoing'),
  RecordTransferAccepted: paper('601'),
  DeclineTransfer: paper('602'),
  ReplaceIssuedDocument: paper('701', 'outgoing'),
  IssueCorrigendum: paper('702', 'outgoing'),
  RecallDocument: paper('703', 'outgoing'),
  RecordDocumentHeldOnPaper: paper('704'),
  SeekOpinion: paper('801', 'outgoing'),
  RecordOpinion: paper('802'),
};

/** An example command with changes; `null` leaves a field or the paper out. */
export function step<T extends ConsularCaseCommandType>(
  type: T,
  changes: { readonly [F in keyof CommandOf<T>['data']]?: CommandOf<T>['data'][F] | null } = {},
  { on = EXAMPLE_DAY, source = PAPERS[type] }: { on?: LocalDate; source?: SourceDocument | null } = {},
): Step {
  const data = Object.entries({ ...EXAMPLE_DATA[type], ...changes }).filter(([, value]) => value !== null);
  const command = { type, data: Object.fromEntries(data) } as ConsularCaseCommand;
  return { command, on, ...(source && { source }) };
}

/** What a story records, enveloped; every step is decided as it would be. @throws DomainError */
export function play(...steps: readonly Step[]): Recorded<ConsularCaseEvent>[] {
  let state: CaseState = consularCaseDecider.initial;
  const history: Example<ConsularCaseEvent>[] = [];
  for (const { command, on, source } of steps) {
    const context = exampleContext({ occurredOn: on, ...(source && { source }) });
    for (const event of consularCaseDecider.decide(command, state, context)) {
      history.push({ ...event, ...(source && { source }) });
      const [told] = recorded(EXAMPLE_STREAM, history).slice(-1);
      if (told) state = consularCaseDecider.evolve(state, told);
    }
  }
  return recorded(EXAMPLE_STREAM, history);
}
