import { hash } from 'node:crypto';
import { Get, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBody } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { DomainError } from '#kernel';
import {
  ApiController,
  ApiId,
  CommandGateway,
  dataOf,
  DownloadRoute,
  fileAnswer,
  IdParam,
  MEDIA_TYPES,
  type MediaType,
  mediaTypeOf,
  readUpload,
  type RequestContext,
  RequestInfo,
  Requires,
  UploadRoute,
} from '#platform';
import { AttachDocument, type AttachResult } from '../handlers/attach-document.handler.js';
import { GetCaseDocument } from '../queries/case-document.handler.js';
import {
  ATTACH_EXAMPLES,
  AttachDocumentDto,
  AttachDocumentForm,
  AttachedDocumentDto,
} from './attachment.dto.js';
import { phaseProblemsOf, summaryOf } from './case-command.js';
import { FILE_TYPE_NOT_ALLOWED } from './problems/document.js';

/** Documents of a case: what they are in the log, their contents sealed beside it. */
@ApiController('consular-cases')
export class AttachmentsController {
  constructor(
    private readonly gateway: CommandGateway,
    private readonly queries: QueryBus,
  ) {}

  @Post(':id/attach-document')
  @ApiId()
  @Requires('case.command')
  @UploadRoute({
    summary: summaryOf('AttachDocument'),
    description:
      'A document with its content; after the end it counts as late (G-7). A form with one file of at most 20 MiB. What the file is, is told by what it holds. With an Idempotency-Key the ' +
      'same form with the same file is stored and recorded once. `source` is JSON text.',
    result: AttachedDocumentDto,
    problems: [
      ...phaseProblemsOf('attach-document'),
      'consular-case.date-in-future',
      'consular-case.document-already-attached',
      'consular-case.file-destroyed',
      'consular-case.numbered-before-signature',
      'consular-case.secret-document',
      'consular-case.unknown-document',
      FILE_TYPE_NOT_ALLOWED,
      'personal.erased',
    ],
  })
  @ApiBody({ type: AttachDocumentForm, examples: ATTACH_EXAMPLES })
  async attachDocument(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Req() http: FastifyRequest,
  ): Promise<AttachResult> {
    const { body, content } = await readUpload(http, AttachDocumentDto);
    const mediaType = await allowed(content);
    const sha256 = hash('sha256', content);
    const file = { content, sha256, mediaType };
    // The content is part of what makes it the same command.
    const whole = { ...body, sha256 };
    return this.gateway.send(
      request,
      'AttachDocument',
      whole,
      (envelope) => new AttachDocument(id, dataOf(body), file, envelope),
    );
  }

  @Get(':id/documents/:documentId')
  @ApiId()
  @ApiId('documentId')
  @Requires('case.read', 'personal.read')
  @DownloadRoute({
    summary: 'The content of a document',
    problems: ['consular-case.document-not-found', 'consular-case.document-erased'],
  })
  async document(
    @IdParam() id: string,
    @IdParam('documentId') documentId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return fileAnswer(reply, await this.queries.execute(new GetCaseDocument(id, documentId)));
  }
}

/** @throws DomainError `consular-case.file-type-not-allowed` */
async function allowed(content: Uint8Array): Promise<MediaType> {
  const found = await mediaTypeOf(content);
  if (found) return found;
  throw new DomainError(FILE_TYPE_NOT_ALLOWED, 'the content is of no type that is taken', {
    allowed: Object.values(MEDIA_TYPES),
  });
}
