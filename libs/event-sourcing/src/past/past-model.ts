import { type PastMoment, type StartOfDay } from '../as-at.js';
import { type EventStore, type Position, shareOf, START, StoreUnavailable } from '../event-store.port.js';
import { type Projection } from '../projection.js';
import { type Document, type FindResult, type ReadCollection } from '../read-store.port.js';
import { type RunnerLog } from '../runner-options.js';
import { Turns } from '../turns.js';
import { PastFolder, type PastLine } from './past-folder.js';
import { type ScratchStore } from './scratch-store.port.js';

/** What a model of the past is made from. */
export interface PastModelSources {
  readonly store: EventStore;
  readonly scratch: ScratchStore;
  /** The live read model of a projection. */
  readonly live: (projection: Projection) => Promise<Pick<ReadCollection, 'getLines'>>;
  readonly startOfDay: StartOfDay;
  readonly log: RunnerLog;
  /** Ends a fold that nobody waits for any more. */
  readonly signal: AbortSignal;
}

/** Events a page: others are answered between two. */
const PAGE = 250;
const LOG_EVERY_MS = 2000;

/** What questions ask of a model of the past. */
export type PastLines = Pick<ReadCollection, 'findLines' | 'count' | 'groupBy'>;

/** The lines of a read model as they stood at a moment, folded from the log and followed from then on. */
export class PastModel {
  private position: Position = START;
  private built = false;
  private readonly turns = new Turns();

  private constructor(
    private readonly projection: Projection,
    private readonly moment: PastMoment,
    private readonly sources: PastModelSources,
    private readonly collection: ReadCollection<PastLine>,
  ) {}

  static async open(
    projection: Projection,
    moment: PastMoment,
    sources: PastModelSources,
  ): Promise<PastModel> {
    const { name, indexes, version } = projection;
    const definition = { name, indexes, version: `${version}.${versionOf(moment)}` };
    const collection = await sources.scratch.collection<PastLine>(definition);
    return new PastModel(projection, moment, sources, collection);
  }

  /** Takes in what was recorded until now. @throws StoreUnavailable */
  advance(): Promise<void> {
    return this.turns.take(() => this.foldOn());
  }

  /** As of the live read model, but for what was kept of each document. */
  get lines(): PastLines {
    const { collection } = this;
    return {
      count: (...asked) => collection.count(...asked),
      groupBy: (...asked) => collection.groupBy(...asked),
      findLines: async <L extends Document>(query: Parameters<PastLines['findLines']>[0]) => {
        const { documents, ...rest } = await collection.findLines<PastLine>(query);
        const lines = documents.map(({ stands, ...line }) => ({ ...line, revision: stands }));
        return { documents: lines, ...rest } as unknown as FindResult<L>;
      },
    };
  }

  close(): Promise<void> {
    return this.turns.take(() => this.sources.scratch.close());
  }

  private async foldOn(): Promise<void> {
    const { store, live, startOfDay, log, scratch } = this.sources;
    const { clock, asAt } = this.moment;
    const folder = new PastFolder(this.projection, this.moment, {
      store,
      live: () => live(this.projection),
      startOfDay,
      onUnreadable: (stream, err) =>
        log.error({ err, stream, asAt, clock }, 'a past stream cannot be folded'),
    });
    const filter = { categories: [this.projection.codec.category] };
    const report = await this.reporter();
    let position = this.position;
    for await (const page of store.readEnvelopes({ after: position, filter, pageSize: PAGE })) {
      this.assertWanted();
      folder.look(page.events);
      position = page.position;
      report(page.events.length, position);
    }
    for await (const documents of folder.lines()) {
      this.assertWanted();
      await scratch.save([{ collection: this.collection, documents }], []);
    }
    if (!this.built) await scratch.indexSaved();
    // Not before everything is saved: what was ended half-way is taken up where it began.
    this.position = position;
    this.built = true;
  }

  private assertWanted(): void {
    if (this.sources.signal.aborted) throw new StoreUnavailable('the process is being ended');
  }

  /** Tells how a fold that takes long goes. */
  private async reporter(): Promise<(more: number, position: Position) => void> {
    const head = await this.sources.store.head();
    let events = 0;
    let last = Date.now();
    return (more, position) => {
      events += more;
      if (Date.now() - last < LOG_EVERY_MS) return;
      last = Date.now();
      const percent = Math.floor(shareOf(position, head) * 100);
      const projection = this.projection.name;
      this.sources.log.info({ projection, ...this.moment, events, percent }, 'folding the past from the log');
    };
  }
}

/** By which a cursor knows the moment that it belongs to. */
const versionOf = ({ asAt, clock }: PastMoment): string => `${clock}-${asAt.replaceAll(':', '')}`;
