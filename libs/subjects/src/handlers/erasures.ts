import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { erasesTraces, idOf, type Position, type StoredEvent, StoreUnavailable } from '#event-sourcing';
import { PLATFORM, type Platform, PROJECTION_PROGRESS, type ProjectionProgress } from '#platform';
import { CasesAsTheyStand } from '#published-queries';
import { ERASED } from '../domain/erasure.js';
import { type PersonalDataErased } from '../domain/events.js';
import { subjectStream } from '../domain/names.js';
import { broken } from '../domain/rules.js';
import { type SubjectDocument } from '../projections/subjects.js';
import { SubjectCollection } from '../queries/subject-collection.js';

/** Milliseconds that the read models get to lose a name. */
const PATIENCE_MS = 5000;

/**
 * Carries out what was decided: an erasure is recorded first, then documents and keys go, then the name and its traces.
 * Each step may be repeated; what a crash cut short is finished at the next start, and by every other process that
 * sees the event. // docs/adr/022
 */
@Injectable()
export class Erasures {
  /** Subjects whose erasure could not be finished yet: tried again whenever the log moves. */
  private readonly unfinished = new Set<string>();
  private readonly stores: Platform['stores'];

  constructor(
    private readonly queries: QueryBus,
    private readonly subjects: SubjectCollection,
    @Inject(PLATFORM) { stores }: Platform,
    @Inject(PROJECTION_PROGRESS) private readonly progress: ProjectionProgress,
  ) {
    this.stores = stores;
    progress.changes((events) => void this.seen(events));
  }

  /** Destroys again the keys of everybody who was erased, so that older keys bring nothing back. @throws StoreUnavailable */
  async finishAll(): Promise<void> {
    for await (const ids of this.subjects.erased()) for (const id of ids) await this.finish(id);
    await this.eraseTraces();
  }

  /**
   * Does what the log says was decided about a subject; nothing when nothing was.
   * @throws StoreUnavailable; DomainError `subject.erasure-unfinished`
   */
  async finish(id: string): Promise<void> {
    const stream = subjectStream(id);
    const stored = await this.stores.events.readStream(stream);
    const event = stored.find(({ type }) => type === ERASED);
    if (!event) return;
    await this.removeDocuments(stream, event);
    await this.stores.keys.destroy(stream);
    await this.forget(id, event.position);
  }

  /** Documents go before their keys: who is interrupted in between finds by the keys that something is left to do. */
  private async removeDocuments(stream: string, { data }: StoredEvent): Promise<void> {
    const keys = (await this.stores.keys.sharesOf(stream)).map(({ key }) => key);
    if (keys.length === 0) return;
    const { cases } = data as PersonalDataErased['data'];
    const ids = cases.map(({ id }) => id);
    for (const { attachments } of await this.queries.execute(new CasesAsTheyStand(ids, keys))) {
      for (const reference of attachments.filter(({ key }) => keys.includes(key)))
        await this.stores.blobs.remove(reference);
    }
  }

  private async forget(id: string, position: Position): Promise<void> {
    const hasCaughtUp = await this.progress.waitFor(position, PATIENCE_MS);
    const document = hasCaughtUp ? await this.subjects.get(id) : null;
    if (!hasCaughtUp || document?.erasedOn === null) throw this.unfinishedBecauseOf(document);
    await this.eraseTraces();
  }

  /** A document that could not be folded keeps the name until somebody retries it. */
  private unfinishedBecauseOf(document: SubjectDocument | null): Error {
    const message = 'the read models still hold the name of somebody who was erased';
    const revision = document && this.subjects.parkedAt(document);
    if (!document || revision === null) return new StoreUnavailable(message);
    return broken('subject.erasure-unfinished', message, { id: document.id, revision });
  }

  private async eraseTraces(): Promise<void> {
    const { reads } = this.stores;
    if (erasesTraces(reads)) await reads.eraseTraces();
  }

  private async seen(events: readonly StoredEvent[]): Promise<void> {
    for (const { type, stream } of events) if (type === ERASED) this.unfinished.add(idOf(stream));
    for (const id of this.unfinished) {
      try {
        await this.finish(id);
        this.unfinished.delete(id);
      } catch {
        // A store that is away, or read by another process: the next event, or the next start, tries again.
      }
    }
  }
}
