import { type Page } from '../event-store.port.js';
import { type PageWriter } from '../page-writer.js';
import { type ParkedDocument } from '../parked-documents.js';
import { type SavedDocument } from '../read-store.port.js';
import { MOST_REMEMBERED, type StreamFolder } from '../stream-folder.js';
import { breathe } from '../turns.js';

/**
 * What is folded before it is saved: a document that changes again soon is saved once. No more documents than a folder
 * remembers, so that each is folded on from memory.
 */
const MOST = { events: 20_000, documents: MOST_REMEMBERED * 0.75 };
/** Documents that are saved at once, so that others are answered in between. */
const TOGETHER = 100;

/** Folds the pages of a version that is being built, and saves documents less often than they change. */
export class DocumentBuffer {
  private readonly documents = new Map<string, SavedDocument>();
  private readonly parked = new Map<string, SavedDocument<ParkedDocument>>();
  private events = 0;
  private last?: Page;

  constructor(
    private readonly folder: StreamFolder,
    private readonly writer: PageWriter,
  ) {}

  /** @throws LeaseLost; StoreUnavailable when it is ended while it waits */
  async add(page: Page): Promise<void> {
    const { documents, parked } = await this.writer.fold(this.folder, page.events);
    for (const document of documents) this.documents.set(document.id, document);
    for (const document of parked) this.parked.set(document.id, document);
    this.last = page;
    this.events += page.events.length;
    if (this.events >= MOST.events || this.documents.size >= MOST.documents) await this.flush();
  }

  /** Documents first, then the checkpoint. @throws as {@link add} */
  async flush(): Promise<void> {
    const { last } = this;
    if (!last) return;
    const documents = [...this.documents.values()];
    for (let from = 0; from < documents.length; from += TOGETHER) {
      await this.writer.writeDocuments(this.folder, documents.slice(from, from + TOGETHER), []);
      await breathe();
    }
    await this.writer.writeMark(this.folder, [...this.parked.values()], last);
    this.documents.clear();
    this.parked.clear();
    this.events = 0;
    delete this.last;
  }
}
