import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type BlobStore, type EventStore, type KeyStore, Sealer } from '#event-sourcing';
import { DomainError, effectiveHistory } from '#kernel';
import { BLOB_STORE, EVENT_STORE, KEY_STORE, type MediaType, type StoredFile } from '#platform';
import { caseStream } from '../consular-case.stream.js';
import { consularCaseCodec } from '../stored/events.codec.js';

/** The content of a document in a case's file, for somebody who may see personal data. */
export class GetCaseDocument extends Query<StoredFile> {
  constructor(
    readonly id: string,
    readonly documentId: string,
  ) {
    super();
  }
}

/** Why a document cannot be given. */
export type DocumentRefusal = 'consular-case.document-not-found' | 'consular-case.document-erased';

const refused = (code: DocumentRefusal, message: string): DomainError => new DomainError(code, message);

/** Reads the case's stream, so that a document can be read the moment it is recorded. */
@QueryHandler(GetCaseDocument)
export class GetCaseDocumentHandler implements IQueryHandler<GetCaseDocument> {
  constructor(
    private readonly sealer: Sealer,
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(KEY_STORE) private readonly keys: KeyStore,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  /** @throws DomainError `consular-case.document-not-found`, `consular-case.document-erased` */
  async execute({ id, documentId }: GetCaseDocument): Promise<StoredFile> {
    const stream = caseStream(id);
    const { title, mediaType, ...reference } = await this.recorded(stream, documentId);
    if (!(await this.keys.find(reference.key))) {
      throw refused('consular-case.document-erased', 'the key of the content was destroyed');
    }
    const content = await this.blobs.get(reference);
    if (!content) throw new Error(`the content of document ${documentId} is missing from the blob store`);
    const name = (await this.sealer.open(stream, title)) as string | null;
    return { content, mediaType: mediaType as MediaType, name: name ?? '' };
  }

  private async recorded(stream: string, documentId: string) {
    const stored = await this.events.readStream(stream);
    for (const event of effectiveHistory(stored.map((each) => consularCaseCodec.decode(each)))) {
      if (event.type === 'DocumentAttached' && event.data.documentId === documentId) return event.data;
    }
    throw refused('consular-case.document-not-found', 'no such document in the case');
  }
}
