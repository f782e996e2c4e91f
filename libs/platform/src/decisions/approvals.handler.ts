import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { disclose, Sealer } from '#event-sourcing';
import { type Actor } from '#kernel';
import { isPermitted, type Permission } from '../access/access-policy.js';
import { type RequestContext } from '../http/request-context.js';
import { API_BASE } from '../http/routes.js';
import { type DecidedRecords, DecisionRegistry, type WaitingRecord } from './decision-registry.js';
import { type DecisionView, decisionViews } from './decision-view.js';

/** A decision that waits for the reader, with the record it is about. */
export interface Approval extends DecisionView {
  readonly record: {
    readonly resource: string;
    readonly id: string;
    readonly title: string;
    /** The record as it stands: what `If-Match` names once it has been looked at. */
    readonly revision: number;
    readonly href: string;
  };
}

export interface Approvals {
  /** The longest waiting first. */
  readonly items: readonly Approval[];
  /** False when there are more. */
  readonly complete: boolean;
}

/** What waits for the reader's decision, in every module. */
export class FindApprovals extends Query<Approvals> {
  constructor(
    readonly limit: number,
    readonly reader: RequestContext,
  ) {
    super();
  }
}

@QueryHandler(FindApprovals)
export class FindApprovalsHandler implements IQueryHandler<FindApprovals> {
  constructor(
    private readonly registry: DecisionRegistry,
    private readonly sealer: Sealer,
  ) {}

  async execute({ limit, reader: { actor } }: FindApprovals): Promise<Approvals> {
    // What the reader may not decide (their own proposals) is found too, so a full page may hold less.
    const pages = await Promise.all(
      this.registry.all().map(async (records) => {
        const kinds = records.kinds.filter((kind) => isPermitted(actor, kind.mayDecide as Permission));
        const found = kinds.length === 0 ? [] : await records.waiting(namesOf(kinds), limit + 1, actor);
        const items = await Promise.all(
          found.slice(0, limit).map((record) => this.approvalsOf(record, records, actor)),
        );
        return { items: items.flat(), complete: found.length <= limit };
      }),
    );
    const items = pages
      .flatMap((page) => page.items)
      .sort((one, other) => (one.proposed.at < other.proposed.at ? -1 : 1));
    return {
      items: items.slice(0, limit),
      complete: items.length <= limit && pages.every(({ complete }) => complete),
    };
  }

  private async approvalsOf(
    { stream, title, id, path = id, revision, decisions, decidable }: WaitingRecord,
    { resource, kinds }: DecidedRecords,
    actor: Actor,
  ): Promise<Approval[]> {
    const theirs = decisions.filter((decision) => decidable.has(decision.id));
    const record = { resource, id, title, revision, href: `/${API_BASE}/${resource}/${path}` };
    const sealed = decisionViews(theirs, kinds, actor, decidable).map((view) => ({ ...view, record }));
    return (await disclose(this.sealer, stream, sealed, isPermitted(actor, 'personal.read'))) as Approval[];
  }
}

const namesOf = (kinds: readonly { readonly kind: string }[]): string[] => kinds.map(({ kind }) => kind);
