import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  type BlobStore,
  CommandProcessor,
  type CommandResult,
  type EventStore,
  newIdOf,
  stateOf,
  type StreamName,
} from '#event-sourcing';
import { BLOB_STORE, type CommandEnvelope, EVENT_STORE, type MediaType } from '#platform';
import { CaseFactsReader } from './case-facts.js';
import { CONSULAR_CASE, caseStream } from '../consular-case.stream.js';
import { type CommandOf } from '../domain/commands/index.js';
import { ownersOf } from '../domain/decide/deciding.js';

type AttachData = CommandOf<'AttachDocument'>['data'];

/** What is said about the document; everything else follows from its content and from the command. */
export type DocumentDescription = Omit<AttachData, 'documentId' | 'sha256' | 'bytes' | 'mediaType' | 'key'>;

/** A content with its hash and what it was found to be. */
export interface DocumentContent {
  readonly content: Uint8Array;
  readonly sha256: string;
  readonly mediaType: MediaType;
}

export interface AttachResult extends CommandResult {
  readonly documentId: string;
}

/** A document comes into a case's file. */
export class AttachDocument extends Command<AttachResult> {
  constructor(
    readonly id: string,
    readonly description: DocumentDescription,
    readonly file: DocumentContent,
    readonly envelope: CommandEnvelope,
  ) {
    super();
  }
}

@CommandHandler(AttachDocument)
export class AttachDocumentHandler implements ICommandHandler<AttachDocument> {
  constructor(
    private readonly processor: CommandProcessor,
    private readonly facts: CaseFactsReader,
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  /**
   * Everything is judged before the content is stored, and the content is stored before it is recorded: a refused
   * document leaves nothing behind, and a recorded one can be read. A content that was stored and never recorded
   * (a crash in between) is found again by the retry of the same command.
   */
  async execute({ id, description, file, envelope }: AttachDocument): Promise<AttachResult> {
    const { context, request } = envelope;
    const stream = caseStream(id);
    const documentId = newIdOf(`document/${stream}`, request.commandId);
    const about = { documentId, sha256: file.sha256, bytes: file.content.byteLength, ...description };
    const command = (key: string): CommandOf<'AttachDocument'> => ({
      type: 'AttachDocument',
      data: { ...about, mediaType: file.mediaType, key },
    });
    const facts = await this.facts.factsFor(command(''), null);
    const known = { ...context, facts };
    const before = await this.processor.rehearse(CONSULAR_CASE, stream, command(''), known, request);
    if (before) return { ...before, documentId };
    const { key } = await this.blobs.put(file.content, await this.ownersFor(stream));
    const result = await this.processor.handle(CONSULAR_CASE, stream, command(key), known, request);
    return { ...result, documentId };
  }

  /** Everybody the case is about; a case about nobody known owns its documents itself. */
  private async ownersFor(stream: StreamName): Promise<readonly string[]> {
    const state = stateOf(CONSULAR_CASE, await this.events.readStream(stream));
    const owners = state.phase === 'empty' ? [] : ownersOf(state);
    return owners.length > 0 ? owners : [stream];
  }
}
