import { type Page, StoreUnavailable } from './event-store.port.js';
import { type Lease } from './lease.port.js';
import { type ParkedDocument, type ParkedDocuments } from './parked-documents.js';
import { pause } from './pause.js';
import { type CollectionSave, type ReadStore, type SavedDocument } from './read-store.port.js';
import { type RunnerLog } from './runner-options.js';
import { type StreamFolder } from './stream-folder.js';

export interface PageWriterOptions {
  readonly readStore: ReadStore;
  readonly parked: ParkedDocuments;
  readonly log: RunnerLog;
  readonly lease?: Lease | undefined;
  /** Ends the waiting for a store that does not answer. */
  readonly signal: AbortSignal;
}

/** Folds pages of the log into read models and saves them. */
export class PageWriter {
  constructor(private readonly options: PageWriterOptions) {}

  /**
   * Documents first, then the checkpoints; a store that cannot write now is asked again until it can.
   * @throws LeaseLost; StoreUnavailable when it is ended while it waits
   */
  write(folders: readonly StreamFolder[], page: Page): Promise<void> {
    return this.untilTaken(() => this.save(folders, page));
  }

  /** Saves documents of one read model, and what is parked of it now. @throws as {@link write} */
  writeDocuments(
    folder: StreamFolder,
    documents: readonly SavedDocument[],
    parked: readonly SavedDocument<ParkedDocument>[],
  ): Promise<void> {
    return this.untilTaken(async () => {
      await this.options.readStore.save(this.savesOf([[folder, documents]], parked), [], this.options.lease);
      folder.remember(documents);
      this.options.parked.remember(parked);
    });
  }

  private async untilTaken(save: () => Promise<void>): Promise<void> {
    const { log, signal } = this.options;
    for (let delay = 100; ; delay = Math.min(delay * 2, 5000)) {
      try {
        return await save();
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || signal.aborted) throw error;
        log.error({ err: error }, 'a store does not answer; the page is tried again');
        await pause(delay, signal);
      }
    }
  }

  private async save(folders: readonly StreamFolder[], { events, position }: Page): Promise<void> {
    const { readStore, parked, log, lease } = this.options;
    const folded: [StreamFolder, readonly SavedDocument[]][] = [];
    const parking: SavedDocument<ParkedDocument>[] = [];
    for (const folder of folders) {
      const { documents, parked: failed } = await folder.fold(events);
      folded.push([folder, documents]);
      parking.push(...failed);
    }
    const last = events.at(-1)?.metadata.recordedAt;
    const marks = folders.map((folder) => ({
      folder,
      seen: { position, recordedAt: last ?? folder.seen.recordedAt },
    }));
    const checkpoints = marks.map(({ folder, seen }) => ({ projection: folder.key, ...seen }));
    await readStore.save(this.savesOf(folded, parking), checkpoints, lease);
    for (const { folder, seen } of marks) folder.seen = seen;
    for (const [folder, documents] of folded) folder.remember(documents);
    parked.remember(parking);
    for (const { body } of parking) log.error({ parked: body }, 'a stream could not be folded');
  }

  private savesOf(
    folded: readonly (readonly [StreamFolder, readonly SavedDocument[]])[],
    parked: readonly SavedDocument<ParkedDocument>[],
  ): CollectionSave[] {
    const saves = folded.map(([{ collection }, documents]) => ({ collection, documents }));
    const all = [...saves, { collection: this.options.parked.collection, documents: parked }];
    return all.filter(({ documents }) => documents.length > 0);
  }
}
