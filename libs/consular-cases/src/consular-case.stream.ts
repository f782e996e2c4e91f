import { type StreamName, type StreamType } from '#event-sourcing';
import { type CaseFacts, type ConsularCaseCommand } from './domain/commands/index.js';
import { ownersWith } from './domain/decide/deciding.js';
import { consularCaseDecider } from './domain/decider.js';
import { type ConsularCaseEvent } from './domain/events/index.js';
import { folded } from './domain/evolve.js';
import { type CaseState } from './domain/state.js';
import { consularCaseCodec } from './stored/events.codec.js';

/** The stream type of consular cases: its rules and its stored shapes. */
export const CONSULAR_CASE: StreamType<ConsularCaseCommand, CaseState, ConsularCaseEvent, CaseFacts> = {
  decider: consularCaseDecider,
  codec: consularCaseCodec,
  owners: (state, decided) => {
    const after = decided.reduce<CaseState>(folded, state);
    return after.phase === 'empty' ? [] : ownersWith(after, ...decided.map(({ data }) => data));
  },
};

export const caseStream = (id: string): StreamName => `${consularCaseCodec.category}-${id}`;
