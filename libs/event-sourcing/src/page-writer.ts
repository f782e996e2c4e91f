import { type Page, type StoredEvent, StoreUnavailable } from './event-store.port.js';
import { type Lease } from './lease.port.js';
import { type ParkedDocument, type ParkedDocuments } from './parked-documents.js';
import { pause } from './pause.js';
import {
  type Checkpoint,
  type CollectionSave,
  type ReadStore,
  type SavedDocument,
} from './read-store.port.js';
import { type RunnerLog } from './runner-options.js';
import { type FoldedPage, type StreamFolder } from './stream-folder.js';

export interface PageWriterOptions {
  readonly readStore: ReadStore;
  readonly parked: ParkedDocuments;
  readonly log: RunnerLog;
  readonly lease?: Lease | undefined;
  /** Ends the waiting for a store that does not answer. */
  readonly signal: AbortSignal;
}

type Folded = readonly [StreamFolder, readonly SavedDocument[]];
type Parking = readonly SavedDocument<ParkedDocument>[];

/**
 * Folds pages of the log into read models and saves them. A store that cannot answer or write now is asked again until
 * it can. Everything throws LeaseLost, and StoreUnavailable when it is ended while it waits.
 */
export class PageWriter {
  constructor(private readonly options: PageWriterOptions) {}

  /** Documents first, then the checkpoints. */
  write(folders: readonly StreamFolder[], page: Page): Promise<void> {
    return this.untilTaken(async () => {
      const folded: Folded[] = [];
      const parking: SavedDocument<ParkedDocument>[] = [];
      for (const folder of folders) {
        const { documents, parked } = await folder.fold(page.events);
        folded.push([folder, documents]);
        parking.push(...parked);
      }
      await this.save(folded, parking, page);
      this.park(parking);
    });
  }

  /** Folds events whose documents are saved later: they are folded on, and parked streams skipped, from now on. */
  fold(folder: StreamFolder, events: readonly StoredEvent[]): Promise<FoldedPage> {
    return this.untilTaken(async () => {
      const folded = await folder.fold(events);
      folder.remember(folded.documents);
      this.park(folded.parked);
      return folded;
    });
  }

  /** Saves documents of one read model, and what is parked of it now. */
  writeDocuments(folder: StreamFolder, documents: readonly SavedDocument[], parked: Parking): Promise<void> {
    return this.untilTaken(async () => {
      await this.save([[folder, documents]], parked);
      this.options.parked.remember(parked);
    });
  }

  /** Says that everything up to the end of a page is saved, and what is parked of it. */
  writeMark(folder: StreamFolder, parked: Parking, page: Page): Promise<void> {
    return this.untilTaken(() => this.save([[folder, []]], parked, page));
  }

  private async untilTaken<T>(work: () => Promise<T>): Promise<T> {
    const { log, signal } = this.options;
    for (let delay = 100; ; delay = Math.min(delay * 2, 5000)) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || signal.aborted) throw error;
        log.error({ err: error }, 'a store does not answer; the page is tried again');
        await pause(delay, signal);
      }
    }
  }

  private async save(folded: readonly Folded[], parked: Parking, page?: Page): Promise<void> {
    const { readStore, lease } = this.options;
    const saves: CollectionSave[] = folded.map(([{ collection }, documents]) => ({ collection, documents }));
    saves.push({ collection: this.options.parked.collection, documents: parked });
    const marks = page ? folded.map(([folder]) => markOf(folder, page)) : [];
    await readStore.save(
      saves.filter(({ documents }) => documents.length > 0),
      marks,
      lease,
    );
    for (const [at, [folder, documents]] of folded.entries()) {
      folder.seen = marks[at] ?? folder.seen;
      folder.remember(documents);
    }
  }

  private park(parking: Parking): void {
    this.options.parked.remember(parking);
    for (const { id, body } of parking) {
      if (body) this.options.log.error({ parked: body }, 'a stream could not be folded');
      else this.options.log.info({ parked: id }, 'a stream that was corrected could be folded');
    }
  }
}

const markOf = ({ key, seen }: StreamFolder, { events, position }: Page): Checkpoint => ({
  projection: key,
  position,
  recordedAt: events.at(-1)?.metadata.recordedAt ?? seen.recordedAt,
});
