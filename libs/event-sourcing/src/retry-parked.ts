import { type EventStore } from './event-store.port.js';
import { type PageWriter } from './page-writer.js';
import { type ParkedDocument, type ParkedDocuments } from './parked-documents.js';
import { type StreamFolder } from './stream-folder.js';

/** What came of folding parked streams again. */
export interface RetriedStreams {
  readonly folded: number;
  /** As they are parked now; the cause may be another one. */
  readonly parked: readonly ParkedDocument[];
}

interface Deps {
  /** The live version of a read model. */
  readonly folderOf: (parked: ParkedDocument) => StreamFolder | undefined;
  readonly parked: ParkedDocuments;
  readonly writer: PageWriter;
  readonly store: EventStore;
  /** Does something while no page of the log is being folded. */
  readonly hold: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Folds each of these streams from its beginning; one that folds is followed again. */
export async function retryParked(wanted: readonly ParkedDocument[], deps: Deps): Promise<RetriedStreams> {
  let folded = 0;
  const still: ParkedDocument[] = [];
  for (const document of wanted) {
    const parked = await deps.hold(() => retried(document, deps));
    if (parked) still.push(parked);
    else folded += 1;
  }
  return { folded, parked: still };
}

/** The document that still parks it; `null` when it is folded. */
async function retried(document: ParkedDocument, deps: Deps): Promise<ParkedDocument | null> {
  const { folderOf, parked, writer, store } = deps;
  const folder = folderOf(document);
  if (!folder) return document;
  const { stream, failedAt } = document;
  const history = await store.readStream(stream);
  const outcome = await folder.foldHistory(stream, history).catch((error: unknown) => {
    return { again: folder.parking(stream, failedAt, error) };
  });
  if ('again' in outcome) {
    await writer.writeDocuments(folder, [], [outcome.again]);
    return outcome.again.body;
  }
  await writer.writeDocuments(folder, [outcome], [parked.release(document)]);
  return null;
}
