import {
  type BlobReference,
  type BlobStore,
  type KeyStore,
  Sealer,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';
import { isSealed, type Sealed } from '#kernel';
import { attachmentsIn } from '#platform';

/** What became of sealed things that were to be opened again. */
export interface Opening {
  /** Opened and whole. */
  whole: number;
  /** Their key is not there: an owner was erased, or the keys are not all there. */
  keyless: number;
  /** The first that could not be opened though its key is there. */
  fault?: string;
}

/** Opens what the events of a log seal: one value of each key, and every attachment. */
export class Samples {
  readonly values: Opening = { whole: 0, keyless: 0 };
  readonly attachments: Opening = { whole: 0, keyless: 0 };
  private readonly sealer: Sealer;
  /** Ids of keys that a value was opened with. */
  private readonly tried = new Set<string>();

  constructor(
    private readonly keys: KeyStore,
    private readonly blobs: BlobStore,
  ) {
    this.sealer = new Sealer(keys);
  }

  async take({ stream, revision, data }: StoredEvent): Promise<void> {
    const place = `${stream} ${revision}`;
    for (const found of attachmentsIn({ data }))
      await open(this.attachments, place, () => this.attachment(found));
    for (const found of sealedIn(data))
      if (this.isNew(found)) await open(this.values, place, () => this.value(stream, found));
  }

  private isNew({ $sealed: { key } }: Sealed<unknown>): boolean {
    return !this.tried.has(key) && this.tried.add(key).has(key);
  }

  /** True when it could be opened, false without a key. */
  private async value(stream: StreamName, sealed: Sealed<unknown>): Promise<boolean> {
    if ((await this.keys.find(sealed.$sealed.key)) === null) return false;
    await this.sealer.openValue(stream, sealed);
    return true;
  }

  private async attachment(reference: BlobReference): Promise<boolean> {
    if ((await this.keys.find(reference.key)) === null) return false;
    if ((await this.blobs.get(reference)) !== null) return true;
    throw new Error(`the attachment ${reference.sha256} is not there`);
  }
}

async function open(opening: Opening, place: string, work: () => Promise<boolean>): Promise<void> {
  try {
    opening[(await work()) ? 'whole' : 'keyless'] += 1;
  } catch (error) {
    opening.fault ??= `${place}: ${(error as Error).message}`;
  }
}

/** Sealed values, wherever they stand in an event's data. */
function* sealedIn(data: unknown): Iterable<Sealed<unknown>> {
  if (typeof data !== 'object' || data === null) return;
  if (isSealed(data)) yield data;
  for (const part of Object.values(data)) yield* sealedIn(part);
}
