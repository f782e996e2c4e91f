import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type Actor,
  type Command,
  type CommandContext,
  type Decider,
  DomainError,
  type DomainEvent,
  type Personal,
  type ProceduralEvent,
} from '#kernel';
import { EventCodec, type EventShape, personalValue } from '../../codec.js';
import { type StreamType } from '../../folded-streams.js';
import { type CommandRequest } from '../../verdict.js';
import { type Amendable, type ProcedureCommand, type ProcedureCommandOf } from '../procedure.js';
import { proceduralShapes } from '../shapes.js';
import { voiding } from '../voiding.js';

type Opened = DomainEvent<'LedgerOpened', { readonly number: string; readonly owner: string }>;
type Entered = DomainEvent<'SumEntered', { readonly amount: number; readonly note?: Personal<string> }>;
type Noted = DomainEvent<'Noted', { readonly text: Personal<string> }>;
type Settled = DomainEvent<'Settled', Record<string, never>>;
export type LedgerEvent = Opened | Entered | Noted | Settled;

export interface Ledger {
  readonly owner: string | null;
  readonly sums: readonly number[];
  readonly last: string;
  readonly settled: boolean;
}

/** Records whatever it is told, so that a spec can make a history. */
export type RecordWhatever = Command<'Record', LedgerEvent>;

export const decider: Decider<RecordWhatever, Ledger, LedgerEvent> = {
  category: 'ledger',
  initial: { owner: null, sums: [], last: '', settled: false },
  decide: (command) => [command.data],
  evolve: (state, event) => {
    switch (event.type) {
      case 'LedgerOpened':
        return { ...state, owner: event.data.owner };
      case 'SumEntered':
        return { ...state, sums: [...state.sums, event.data.amount], last: event.occurredOn };
      case 'Settled':
        return { ...state, settled: true };
      default:
        return state;
    }
  },
  admits: ({ settled, sums, last }, event) => {
    if (event.type === 'SumEntered' && settled) return new DomainError('ledger.settled', 'settled');
    if (event.type !== 'Settled') return null;
    if (sums.length === 0) return new DomainError('ledger.empty', 'nothing was entered');
    return event.occurredOn < last ? new DomainError('ledger.out-of-order', 'before the last sum') : null;
  },
};

const text = z.string().min(1);
const v1 = (schema: z.ZodType): EventShape => ({ version: 1, schema, description: '' });
export const codec = new EventCodec<LedgerEvent | ProceduralEvent>('ledger', {
  LedgerOpened: v1(z.strictObject({ number: text, owner: text })),
  SumEntered: {
    version: 2,
    // Once a sum was called value.
    upcasts: { 1: ({ value }: { value: number }) => ({ amount: value }) },
    schema: z.strictObject({ amount: z.int(), note: personalValue(text).optional() }),
    description: '',
  },
  Noted: v1(z.strictObject({ text: personalValue(text) })),
  Settled: v1(z.strictObject({})),
  ...proceduralShapes({ 'write-off': z.strictObject({ amount: z.int().positive() }) }),
});

const KNOWN = ['lan', 'hoa'];

const owners = ({ owner }: Ledger): readonly string[] => (owner === null ? [] : [`subject-${owner}`]);

/** The stream type that ordinary commands are carried out on. */
export const ledgerType: StreamType<RecordWhatever, Ledger, LedgerEvent, undefined> = {
  decider,
  codec,
  owners,
};

/** A stream type with corrections and two kinds of decision, as a module would declare it. */
export const ledger: Amendable<Ledger, LedgerEvent, undefined> = {
  decider,
  codec,
  owners,
  procedure: {
    correctable: { LedgerOpened: ['owner'], SumEntered: ['amount', 'note'], Settled: [] },
    dossier: new Set(['LedgerOpened', 'SumEntered', 'Settled']),
    standing: ({ owner }) => (owner === null ? new DomainError('ledger.unknown', 'no ledger') : null),
    revised: ({ changes }) => {
      const { owner } = changes;
      if (owner !== undefined && !KNOWN.includes(owner as string)) {
        throw new DomainError('ledger.unknown-owner', 'nobody knows them');
      }
      return changes;
    },
    kinds: [
      voiding({
        permanent: ['LedgerOpened'],
        mayPropose: 'ledger.write',
        mayDecide: 'ledger.decide',
        mayUndoDecision: 'ledger.direct',
      }),
      {
        kind: 'write-off',
        label: { vi: 'Xóa nợ', en: 'Write off' },
        mayPropose: 'ledger.write',
        mayDecide: 'ledger.direct',
        approved: ({ payload }, _, { occurredOn }) => [
          { type: 'SumEntered', data: { amount: -(payload as { amount: number }).amount }, occurredOn },
        ],
      },
    ],
    permits: ({ role }, permission) =>
      permission !== 'ledger.direct' ? role !== 'clerk' : role === 'director',
  },
};

export const person = (id: string, role: Actor['role'] = 'officer'): Actor => ({ id, role, unit: 'u' });
export const an = person('an');
export const binh = person('binh', 'head');
export const chi = person('chi', 'director');

export const contextOf = (
  actor: Actor,
  changes: Partial<CommandContext<undefined>> = {},
): CommandContext<undefined> => ({
  actor,
  now: '2022-02-01T02:00:00.000Z',
  today: '2022-02-01',
  occurredOn: '2022-02-01',
  facts: undefined,
  ...changes,
});

export const requestOf = (more: Partial<CommandRequest> = {}): CommandRequest => {
  const commandId = randomUUID();
  return { commandId, correlationId: 'c', causationId: 'c', fingerprint: 'f', ...more };
};

export const correct = (
  target: string,
  changes: object,
  more: Partial<ProcedureCommandOf<'CorrectFact'>['data']> = {},
): ProcedureCommand => ({
  type: 'CorrectFact',
  data: { target, changes: { ...changes }, reason: 'sai', ...more },
});
export const voidEvent = (target: string): ProcedureCommand => ({
  type: 'ProposeDecision',
  data: { kind: 'void-event', payload: { target }, reason: 'nhập nhầm' },
});
export const writeOff = (amount: unknown): ProcedureCommand => ({
  type: 'ProposeDecision',
  data: { kind: 'write-off', payload: { amount }, reason: 'không thu được' },
});
export const decide = (
  proposal: string,
  verdict: 'approved' | 'refused' = 'approved',
  reason?: string,
): ProcedureCommand => ({
  type: 'DecideProposal',
  data: { proposal, verdict, ...(reason !== undefined && { reason }) },
});
export const withdraw = (proposal: string): ProcedureCommand => ({
  type: 'WithdrawProposal',
  data: { proposal },
});
