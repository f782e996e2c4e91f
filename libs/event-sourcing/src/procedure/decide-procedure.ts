import {
  assertNever,
  type CommandContext,
  type DomainEvent,
  factsOf,
  fold,
  type ProceduralEvent,
  type Recorded,
} from '#kernel';
import { type StreamType } from '../folded-streams.js';
import { correctFact } from './correct-fact.js';
import { recordOf } from './dossier.js';
import { decideProposal, proposeDecision, withdrawProposal } from './decide-proposal.js';
import { type Amendable, type Following, ownersIn, type ProcedureCommand } from './procedure.js';

/** The stream type that carries procedural commands out: what is folded is the history itself. */
export function procedural<S, E extends DomainEvent, Facts>(
  type: Amendable<S, E, Facts>,
  seen: number | undefined,
): StreamType<ProcedureCommand, readonly Recorded<E | ProceduralEvent>[], E | ProceduralEvent, Facts> {
  return {
    codec: type.codec,
    decider: {
      category: type.decider.category,
      initial: [],
      evolve: (history, event) => [...history, event],
      admits: () => null,
      decide: (command, history, context) => decideProcedure(type, command, history, context, seen),
    },
    owners: (history) => ownersIn(type, fold(type.decider, factsOf<E>(history))),
  };
}

/** What follows from a procedural command on a stream with that history. @throws DomainError */
export function decideProcedure<S, E extends DomainEvent, Facts>(
  type: Amendable<S, E, Facts>,
  command: ProcedureCommand,
  history: readonly Recorded<E | ProceduralEvent>[],
  context: CommandContext<Facts>,
  seen: number | undefined,
): Following<E> {
  const record = recordOf(type.decider, history);
  const refused = type.procedure.standing(record.state);
  if (refused) throw refused;
  const asked = { type, record, context, seen };
  switch (command.type) {
    case 'CorrectFact':
      return correctFact({ ...asked, command });
    case 'ProposeDecision':
      return proposeDecision({ ...asked, command });
    case 'DecideProposal':
      return decideProposal({ ...asked, command });
    case 'WithdrawProposal':
      return withdrawProposal({ ...asked, command });
    default:
      return assertNever(command);
  }
}
