import { Inject, Injectable } from '@nestjs/common';
import { type EventStore, stateOf } from '#event-sourcing';
import { EVENT_STORE } from '#platform';
import { CONSULAR_CASE, caseStream } from '../consular-case.stream.js';
import { type CaseFact } from '../domain/commands/index.js';
import { peopleOf, subjectsOf } from '../domain/merging.js';
import { unmergeable } from '../domain/rules/merging.js';
import { type OpenedCase } from '../domain/state.js';

/** Says how other cases stand that a command names: folded from their streams at the moment of asking. */
@Injectable()
export class OtherCases {
  constructor(@Inject(EVENT_STORE) private readonly events: EventStore) {}

  async factsOf(ids: readonly string[]): Promise<Readonly<Record<string, CaseFact>>> {
    const facts = ids.map(async (id) => [id, await this.factOf(id)] as const);
    return Object.fromEntries(await Promise.all(facts));
  }

  private async factOf(id: string): Promise<CaseFact> {
    const stored = await this.events.readStream(caseStream(id));
    const state = stateOf(CONSULAR_CASE, stored);
    const revision = stored.length - 1;
    return state.phase === 'empty'
      ? { known: false, revision: -1 }
      : { known: true, number: state.number, revision, ...mergeFacts(state) };
  }
}

function mergeFacts(
  state: OpenedCase,
): Pick<CaseFact, 'openedOn' | 'people' | 'subjects' | 'links' | 'mergedInto' | 'unmergeable'> {
  const refused = unmergeable(state);
  return {
    openedOn: state.openedOn,
    people: peopleOf(state),
    subjects: subjectsOf(state),
    links: state.links,
    ...(state.mergedInto && { mergedInto: state.mergedInto.number }),
    ...(refused && { unmergeable: refused }),
  };
}
