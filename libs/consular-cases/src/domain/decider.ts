import { type Decider } from '#kernel';
import { admits } from './admits.js';
import {
  type CaseContext,
  type CaseFacts,
  type ConsularCaseCommand,
  type ConsularCaseCommandType,
} from './commands/index.js';
import { DECIDE } from './decide/index.js';
import { type Decide } from './decide/deciding.js';
import { phaseRefusal } from './rules/phase.js';
import { refuse } from './errors.js';
import { type ConsularCaseEvent } from './events/index.js';
import { evolve, folded } from './evolve.js';
import { type CaseState, initial } from './state.js';

/** Help for citizens and legal entities in difficulty abroad, from intake to closure. // Consular cases, domain rules */
export const consularCaseDecider: Decider<ConsularCaseCommand, CaseState, ConsularCaseEvent, CaseFacts> = {
  category: 'consularCase',
  initial,
  evolve,
  decide,
  admits,
};

function decide(
  command: ConsularCaseCommand,
  state: CaseState,
  context: CaseContext,
): readonly ConsularCaseEvent[] {
  const { occurredOn, source, today } = context;
  for (const day of [occurredOn, source?.date ?? occurredOn]) {
    if (day > today) refuse('consular-case.date-in-future', { occurredOn: day, today });
  }
  if (command.type === 'OpenConsularCase') assertNotOpened(state);
  const decided = (DECIDE[command.type] as Decide<ConsularCaseCommandType>)(command, state, context);
  judge(decided, state, context);
  return command.type === 'OpenConsularCase' && context.facts.caseNumber === null ? [] : decided;
}

function assertNotOpened(state: CaseState): void {
  const refused = phaseRefusal(state, 'ConsularCaseOpened');
  if (refused) throw refused;
}

/** Every event must be admissible where the ones before it lead. @throws CaseRefusal */
function judge(decided: readonly ConsularCaseEvent[], start: CaseState, { source }: CaseContext): void {
  let state = start;
  for (const event of decided) {
    const told = { ...event, ...(source && { source }) };
    const refused = admits(state, told);
    if (refused) throw refused;
    state = folded(state, told);
  }
}
