import { Body } from '@nestjs/common';
import { ApiController, IdParam, type RequestContext, RequestInfo } from '#platform';
import { type CaseErrorCode } from '../domain/errors.js';
import { CaseCommand } from './case-command.js';
import { CaseCommands } from './case-commands.js';
import * as bodies from './examples/turns.js';
import * as dto from './turns.dto.js';

const MERGE_PROBLEMS: readonly CaseErrorCode[] = [
  'consular-case.already-merged',
  'consular-case.holds-merged-cases',
  'consular-case.merge-of-ended-case',
  'consular-case.merge-of-roster',
  'consular-case.merged-with-itself',
  'consular-case.unknown-case',
];

/** Turns that a case can take beside its straight way. */
@ApiController('consular-cases')
export class TurnsController {
  constructor(private readonly commands: CaseCommands) {}

  @CaseCommand(
    'mark-unreachable',
    'Record that nobody can be reached, after two contacts in a row that nobody answered; a contact that is answered brings the case back to where it was',
    bodies.MARK_UNREACHABLE,
    ['consular-case.contacts-not-attempted'],
  )
  markUnreachable(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.MarkUnreachableDto,
  ) {
    return this.commands.change(request, id, 'MarkUnreachable', body);
  }

  @CaseCommand(
    'reopen-case',
    'Take a closed case up again, where it was before its outcome: in protection if it had been there',
    bodies.REOPEN_CASE,
    ['consular-case.file-destroyed', 'consular-case.unknown-document'],
  )
  reopenCase(@RequestInfo() request: RequestContext, @IdParam() id: string, @Body() body: dto.ReopenCaseDto) {
    return this.commands.change(request, id, 'ReopenCase', body);
  }

  @CaseCommand(
    'link-cases',
    'Link the case with another one; both show it, and both stay as they are (A-11)',
    bodies.LINK_CASES,
    [
      'consular-case.already-linked',
      'consular-case.link-contradicts',
      'consular-case.linked-to-itself',
      'consular-case.unknown-case',
    ],
  )
  linkCases(@RequestInfo() request: RequestContext, @IdParam() id: string, @Body() body: dto.LinkCasesDto) {
    return this.commands.change(request, id, 'LinkCases', body);
  }

  @CaseCommand(
    'transfer-case',
    'Transfer the case to whom it belongs, by registered letter; it waits until they have answered (A-10)',
    bodies.TRANSFER_CASE,
    [
      'consular-case.field-required',
      'consular-case.source-required',
      'consular-case.transfer-to-own-province',
      'consular-case.unknown-province',
    ],
  )
  transferCase(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.TransferCaseDto,
  ) {
    return this.commands.change(request, id, 'TransferCase', body);
  }

  @CaseCommand(
    'record-transfer-accepted',
    'Record that the receiver took the case, by its registered letter: it is theirs',
    bodies.RECORD_TRANSFER_ACCEPTED,
    ['consular-case.source-required', 'consular-case.transfer-already-accepted'],
  )
  recordTransferAccepted(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecordTransferAcceptedDto,
  ) {
    return this.commands.change(request, id, 'RecordTransferAccepted', body);
  }

  @CaseCommand(
    'decline-transfer',
    'Record that the receiver did not take the case, by its registered letter: it is back where it was',
    bodies.DECLINE_TRANSFER,
    ['consular-case.source-required', 'consular-case.transfer-already-accepted'],
  )
  declineTransfer(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.DeclineTransferDto,
  ) {
    return this.commands.change(request, id, 'DeclineTransfer', body);
  }

  @CaseCommand(
    'merge-cases',
    'Take another case in that turned out to be this one: this case stands for both, the other is only to be read and not counted (G-8). The same command again finishes what a crash cut short',
    bodies.MERGE_CASES,
    MERGE_PROBLEMS,
  )
  mergeCases(@RequestInfo() request: RequestContext, @IdParam() id: string, @Body() body: dto.MergeCasesDto) {
    return this.commands.change(request, id, 'MergeCases', body);
  }

  @CaseCommand(
    'revert-merge',
    'Take a merge back: the other case goes on where it was. Not once something was done since, beside notes, contacts, documents and the like (G-8)',
    bodies.REVERT_MERGE,
    [
      'consular-case.merge-relied-on',
      'consular-case.not-merged',
      'consular-case.nothing-merged',
      'consular-case.unknown-case',
    ],
  )
  revertMerge(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RevertMergeDto,
  ) {
    return this.commands.change(request, id, 'RevertMerge', body);
  }
}
