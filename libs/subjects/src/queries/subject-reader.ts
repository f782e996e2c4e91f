import { Inject, Injectable } from '@nestjs/common';
import { type EventStore, Sealer, type StoredEvent } from '#event-sourcing';
import { effectiveHistory, foldedOn } from '#kernel';
import { EVENT_STORE } from '#platform';
import { type SubjectDetails } from '../domain/details.js';
import { subjectStream } from '../domain/names.js';
import { applyChanges } from '../domain/rules.js';
import { subjectCodec } from '../stored/events.codec.js';
import { evolve, type SubjectDocument } from '../projections/subjects.js';

/** A subject as its stream says at this moment. */
export interface SubjectAsRecorded {
  /** Of the stream's last event; -1 when there is none. */
  readonly revision: number;
  /** Folded, its personal values sealed; `null` when nobody was registered. */
  readonly document: SubjectDocument | null;
}

export interface OpenedSubject extends SubjectAsRecorded {
  /** What is known, without what an erased key took. */
  readonly details: Partial<SubjectDetails>;
}

/** Reads subjects from the log, for what must not be stale. */
@Injectable()
export class SubjectReader {
  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    private readonly sealer: Sealer,
  ) {}

  async stored(id: string): Promise<readonly StoredEvent[]> {
    return this.events.readStream(subjectStream(id));
  }

  /** @throws UndecodableEvent, UnfoldableEvent */
  async asRecorded(id: string): Promise<SubjectAsRecorded> {
    const stored = await this.stored(id);
    const history = effectiveHistory(stored.map((event) => subjectCodec.decode(event)));
    return {
      revision: stored.at(-1)?.revision ?? -1,
      document: foldedOn({ evolve }, null as SubjectDocument | null, history),
    };
  }

  /** With the personal values opened: only for rules about them, and for somebody who may see them. */
  async opened(id: string): Promise<OpenedSubject> {
    const subject = await this.asRecorded(id);
    return { ...subject, details: subject.document ? await this.openDetails(subject.document) : {} };
  }

  /** Details of a document; a value whose key was destroyed is left out. */
  async openDetails({
    id,
    details,
  }: Pick<SubjectDocument, 'id' | 'details'>): Promise<Partial<SubjectDetails>> {
    const opened = await this.sealer.open(subjectStream(id), details);
    return applyChanges({}, opened as Partial<SubjectDetails>);
  }
}
