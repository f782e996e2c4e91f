import { type EventStore, idOf } from './event-store.port.js';
import { type PageWriter } from './page-writer.js';
import { type ParkedDocument } from './parked-documents.js';
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
  readonly writer: PageWriter;
  readonly store: EventStore;
  /** Does something while no page of the log is being folded. */
  readonly hold: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Folds each of these streams from its beginning, as far as it folds now; one that folds to its end is followed again. */
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
  const { folderOf, writer, store } = deps;
  const folder = folderOf(document);
  if (!folder) return document;
  const { stream } = document;
  const history = await store.readStream(stream);
  const [known] = await folder.collection.load([idOf(stream)]);
  const { folded, failure } = await folder.foldLongest(stream, history, known?.revision ?? -1);
  const verdict = folder.verdict(stream, failure);
  await writer.writeDocuments(folder, folded ? [folded] : [], verdict);
  return verdict[0]?.body ?? null;
}
