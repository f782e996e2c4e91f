import { Body } from '@nestjs/common';
import { ApiController, IdParam, type RequestContext, RequestInfo } from '#platform';
import { type CaseErrorCode } from '../domain/errors.js';
import { CaseCommand } from './case-command.js';
import { CaseCommands } from './case-commands.js';
import * as bodies from './examples/papers.js';
import * as dto from './issued-papers.dto.js';

const ISSUED: readonly CaseErrorCode[] = [
  'consular-case.file-destroyed',
  'consular-case.document-not-in-force',
  'consular-case.field-required',
  'consular-case.no-document-in-force',
  'consular-case.source-required',
  'consular-case.unknown-document',
];

const ANSWERED: readonly CaseErrorCode[] = [
  ...ISSUED,
  'consular-case.document-answers-itself',
  'consular-case.document-of-another-rank',
];

/** What answers an error in a paper that was issued; also in a case that has ended. // G-2, G-7, domain rules */
@ApiController('consular-cases')
export class IssuedPapersController {
  constructor(private readonly commands: CaseCommands) {}

  @CaseCommand(
    'replace-issued-document',
    'Replace a paper with an error of content by one of equal rank (G-2)',
    bodies.REPLACE_ISSUED_DOCUMENT,
    [...ANSWERED, 'consular-case.corrigendum-required'],
  )
  replaceIssuedDocument(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.ReplaceIssuedDocumentDto,
  ) {
    return this.commands.change(request, id, 'ReplaceIssuedDocument', body);
  }

  @CaseCommand(
    'issue-corrigendum',
    'Mend an error of form in a paper by an official letter; the paper stays (G-2)',
    bodies.ISSUE_CORRIGENDUM,
    [...ANSWERED, 'consular-case.corrigendum-already-issued', 'consular-case.replacement-required'],
  )
  issueCorrigendum(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.IssueCorrigendumDto,
  ) {
    return this.commands.change(request, id, 'IssueCorrigendum', body);
  }

  @CaseCommand(
    'recall-document',
    'Call back a paper that should not have been issued (G-2)',
    bodies.RECALL_DOCUMENT,
    ISSUED,
  )
  recallDocument(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecallDocumentDto,
  ) {
    return this.commands.change(request, id, 'RecallDocument', body);
  }

  @CaseCommand(
    'record-document-held-on-paper',
    'Record that a paper with a secrecy mark exists, at its place in the register: nothing more of it enters the system (G-6)',
    bodies.RECORD_DOCUMENT_HELD_ON_PAPER,
    [
      'consular-case.file-destroyed',
      'consular-case.letter-already-recorded',
      'consular-case.source-required',
    ],
  )
  recordDocumentHeldOnPaper(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecordDocumentHeldOnPaperDto,
  ) {
    return this.commands.change(request, id, 'RecordDocumentHeldOnPaper', body);
  }
}
