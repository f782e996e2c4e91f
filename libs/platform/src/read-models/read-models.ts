import { Inject, Injectable } from '@nestjs/common';
import {
  collectionKey,
  type Count,
  generationOf,
  liveCollection,
  type OnDifference,
  type ParkedDocument,
  ParkedDocuments,
  type Position,
  type Projection,
  type ReadStore,
  START,
} from '#event-sourcing';
import { type Actor, DomainError, type Instant } from '#kernel';
import { ProjectionRegistry } from '../stores/projection-registry.js';
import { READ_STORE } from '../stores/tokens.js';
import { type Order, type OrderAnswer, OrderBook } from './order-book.js';
import { type RebuildReport, RebuildReports } from './rebuild-reports.js';

/** One read model as it stands. */
export interface ReadModelStatus {
  readonly name: string;
  /** Of its definition in this program: the shape of its documents and the reference data they rest on. */
  readonly definition: string;
  /** That answers questions; `null` while none of its definition does. */
  readonly version: string | null;
  /** How often that definition has been built. */
  readonly generation: number | null;
  readonly position: Position;
  readonly recordedAt: Instant;
  readonly documents: Count;
  /** Streams that could not be folded. */
  readonly parked: number;
  /** The last rebuild, which may be under way. */
  readonly rebuild: RebuildReport | null;
}

/** A stream that a read model could not fold, as people see it. */
export type ShownParked = Omit<ParkedDocument, 'revision'>;

/** What came of trying parked streams again; `pending` when it takes longer. */
export interface Retried {
  readonly pending: boolean;
  readonly folded: number;
  readonly parked: readonly ShownParked[];
}

/** How long somebody waits for the process that keeps the read models, in milliseconds. */
const PATIENCE_MS = 5000;
const COUNTED = 100_000;

const shown = ({ revision: _revision, ...parked }: ParkedDocument): ShownParked => parked;

const refused = (code: string, message: string, details: object = {}): DomainError =>
  new DomainError(`read-model.${code}`, message, { ...details });

/** Tells of the read models, whichever process keeps them, and asks that process to do something. */
@Injectable()
export class ReadModels {
  constructor(
    private readonly registry: ProjectionRegistry,
    @Inject(READ_STORE) private readonly reads: ReadStore,
  ) {}

  async list(): Promise<readonly ReadModelStatus[]> {
    const [parked, reports] = [await this.parked(), await RebuildReports.open(this.reads)];
    return Promise.all(this.registry.all().map((projection) => this.statusOf(projection, parked, reports)));
  }

  /** @throws DomainError `read-model.unknown` */
  async get(name: string): Promise<ReadModelStatus> {
    const projection = this.known(name);
    return this.statusOf(projection, await this.parked(), await RebuildReports.open(this.reads));
  }

  /** @throws DomainError `read-model.unknown`, `read-model.rebuild-running`, `read-model.not-kept` */
  async rebuild(name: string, onDifferences: OnDifference, actor: Actor): Promise<ReadModelStatus> {
    this.known(name);
    await this.order({ kind: 'rebuild', model: name, onDifferences }, actor);
    return this.get(name);
  }

  /** @throws DomainError `read-model.unknown`, `read-model.rebuild-not-running`, `read-model.not-kept` */
  async cancelRebuild(name: string, actor: Actor): Promise<ReadModelStatus> {
    this.known(name);
    await this.order({ kind: 'cancel-rebuild', model: name }, actor);
    return this.get(name);
  }

  /** What is parked of the live versions. */
  async parked(): Promise<readonly ShownParked[]> {
    const parked = (await ParkedDocuments.open(this.reads)).list();
    const live = await Promise.all(this.registry.all().map((one) => liveCollection(this.reads, one)));
    const keys = new Set(live.flatMap((one) => (one ? [collectionKey(one.name, one.version)] : [])));
    return parked
      .filter(({ projection, version }) => keys.has(collectionKey(projection, version)))
      .map(shown);
  }

  /**
   * Folds parked streams again, all when none is named; none when one that is named is not parked.
   * @throws DomainError `read-model.not-parked`, `read-model.not-kept`
   */
  async retry(ids: readonly string[] | undefined, actor: Actor): Promise<Retried> {
    const parkedIds = new Set((await this.parked()).map(({ id }) => id));
    const unknown = ids?.filter((id) => !parkedIds.has(id)) ?? [];
    if (unknown.length > 0) {
      const message = `Nothing is parked under ${unknown.join(', ')}; nothing was tried again.`;
      throw refused('not-parked', message, { ids: unknown });
    }
    const answer = await this.order({ kind: 'retry', ...(ids && { parked: ids }) }, actor);
    const { folded = 0, parked = [] } = answer ?? {};
    return { pending: answer === null, folded, parked: parked.map(shown) };
  }

  /** `null` when the answer takes its time. */
  private async order(order: Order, actor: Actor): Promise<OrderAnswer | null> {
    const book = await OrderBook.open(this.reads);
    const answer = await book.place(order, actor.id, PATIENCE_MS);
    if (answer === null) throw refused('not-kept', 'no process keeps the read models');
    if (answer === 'taken') return null;
    const details = order.kind === 'retry' ? {} : { name: order.model };
    switch (answer.refused) {
      case 'unknown':
        throw refused('unknown', 'the process that keeps the read models does not know it', details);
      case 'running':
        throw refused('rebuild-running', 'a read model is being rebuilt', details);
      case 'not-running':
        throw refused('rebuild-not-running', 'it is not being rebuilt', details);
      case 'failed':
        throw new Error('the process that keeps the read models has failed; its log says why');
      case undefined:
        return answer;
    }
  }

  private known(name: string): Projection {
    const projection = this.registry.all().find((one) => one.name === name);
    if (projection) return projection;
    throw refused('unknown', 'there is no such read model', {
      name,
      known: this.registry.all().map((one) => one.name),
    });
  }

  private async statusOf(
    projection: Projection,
    parked: readonly ShownParked[],
    reports: RebuildReports,
  ): Promise<ReadModelStatus> {
    const { name, version: definition } = projection;
    const live = await liveCollection(this.reads, projection);
    const checkpoint = live && (await this.reads.checkpoint(collectionKey(name, live.version)));
    const collection = live && (await this.registry.collection(projection));
    return {
      name,
      definition,
      version: live?.version ?? null,
      generation: live && generationOf(live.version),
      position: checkpoint?.position ?? START,
      recordedAt: checkpoint?.recordedAt ?? '',
      documents: (await collection?.count({}, COUNTED)) ?? { count: 0, capped: false },
      parked: parked.filter((one) => one.projection === name).length,
      rebuild: await reports.of(name),
    };
  }
}
