import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { sealedUnder } from '#event-sourcing';
import { CORRECTING_TYPES, effectiveHistory, factsOf, fold, isCorrecting, type Recorded } from '#kernel';
import {
  type CaseAsItStands,
  type CaseAttachment,
  CasesAmended,
  CasesAsTheyStand,
  CasesNaming,
  type SharedText,
} from '#published-queries';
import { consularCaseDecider } from '../domain/decider.js';
import { type CaseStreamEvent, type ConsularCaseEvent } from '../domain/events/index.js';
import { hasEnded } from '../domain/phases.js';
import { CaseCollection } from './case-collection.js';
import { ReadModelsUpToDate } from './read-models-up-to-date.js';
import { RosterCollection } from './roster-collection.js';

@QueryHandler(CasesNaming)
export class CasesNamingHandler implements IQueryHandler<CasesNaming> {
  constructor(
    private readonly cases: CaseCollection,
    private readonly rosters: RosterCollection,
    private readonly readModels: ReadModelsUpToDate,
  ) {}

  async execute({ person }: CasesNaming): Promise<readonly string[]> {
    await this.readModels.wait();
    const naming = await Promise.all([
      this.cases.ids({ person }),
      this.rosters.casesListing(person),
      this.cases.namingBeyondReadModel(person),
      this.rosters.casesListingBeyondReadModel(person),
    ]);
    return [...new Set(naming.flat())];
  }
}

@QueryHandler(CasesAmended)
export class CasesAmendedHandler implements IQueryHandler<CasesAmended> {
  constructor(private readonly cases: CaseCollection) {}

  execute(): Promise<readonly string[]> {
    return this.cases.ids({ amended: [...CORRECTING_TYPES] });
  }
}

@QueryHandler(CasesAsTheyStand)
export class CasesAsTheyStandHandler implements IQueryHandler<CasesAsTheyStand> {
  constructor(private readonly cases: CaseCollection) {}

  async execute({ ids, keys }: CasesAsTheyStand): Promise<readonly CaseAsItStands[]> {
    const shared = new Set(keys);
    const found = await Promise.all(
      ids.map(async (id) => asItStands(id, await this.cases.history(id), shared)),
    );
    return found.flatMap((each) => each ?? []).sort((one, other) => (one.number < other.number ? -1 : 1));
  }
}

/** A case by its whole history; `null` when it never came. */
export function asItStands(
  id: string,
  history: readonly Recorded<CaseStreamEvent>[],
  sharedKeys: ReadonlySet<string>,
): CaseAsItStands | null {
  const state = fold(consularCaseDecider, factsOf<ConsularCaseEvent>(history));
  if (state.phase === 'empty') return null;
  const standing = effectiveHistory(history);
  return {
    id,
    number: state.number,
    running: !hasEnded(state),
    sharedTexts: standing.flatMap((event) => sharedIn(event, sharedKeys)),
    // What was taken back holds its file all the same.
    attachments: history.flatMap(attachmentOf),
    mergedWith: [...new Set(standing.flatMap(otherSideOf))],
  };
}

function otherSideOf({ type, data }: Recorded<CaseStreamEvent>): readonly string[] {
  if (type === 'CasesMerged') return [data.merged.id];
  return type === 'CaseMergedInto' ? [data.surviving.id] : [];
}

function attachmentOf(event: Recorded<CaseStreamEvent>): readonly CaseAttachment[] {
  if (event.type !== 'DocumentAttached') return [];
  const { sha256, bytes, key } = event.data;
  return [{ sha256, bytes, key }];
}

/** What an event says under one of `keys`; a correction's payload is told at the event that it corrects. */
function sharedIn(event: Recorded<CaseStreamEvent>, keys: ReadonlySet<string>): readonly SharedText[] {
  const { id, type, revision, data, source } = event;
  const { payload: _, ...ofCorrection } = data as { readonly payload?: unknown };
  const said = { ...(isCorrecting(event) ? ofCorrection : data), ...(source && { source }) };
  const fields = [...sealedUnder(said, keys)];
  if (event.type === 'DocumentAttached' && keys.has(event.data.key)) fields.push('content');
  return fields.map((field) => ({ event: id, type, revision, field }));
}
