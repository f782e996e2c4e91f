import { Body } from '@nestjs/common';
import { ApiController, IdParam, type RequestContext, RequestInfo } from '#platform';
import { CaseCommand } from './case-command.js';
import { CaseCommands } from './case-commands.js';
import * as dto from './case-file.dto.js';
import * as bodies from './examples/index.js';

/** The file itself: who works on it, what was said, how it ends. */
@ApiController('consular-cases')
export class CaseFileController {
  constructor(private readonly commands: CaseCommands) {}

  @CaseCommand(
    'assign-officer',
    'Put a member of the office in charge, or beside who is; meets T-1',
    bodies.ASSIGN_OFFICER,
    [
      'consular-case.officer-already-assigned',
      'consular-case.transferred-out',
      'consular-case.unknown-officer',
    ],
  )
  assignOfficer(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.AssignOfficerDto,
  ) {
    return this.commands.change(request, id, 'AssignOfficer', body);
  }

  @CaseCommand('add-note', 'What the file should say and no form asks for', bodies.ADD_NOTE, [
    'consular-case.transferred-out',
  ])
  addNote(@RequestInfo() request: RequestContext, @IdParam() id: string, @Body() body: dto.AddNoteDto) {
    return this.commands.change(request, id, 'AddNote', body);
  }

  @CaseCommand(
    'record-contact',
    'Record a contact with the family, a mission or an authority',
    bodies.RECORD_CONTACT,
    ['consular-case.transferred-out', 'consular-case.subject-erased', 'consular-case.unknown-subject'],
  )
  recordContact(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecordContactDto,
  ) {
    return this.commands.change(request, id, 'RecordContact', body);
  }

  @CaseCommand('record-outcome', 'Record how the matter ended (A-8)', bodies.RECORD_OUTCOME, [
    'consular-case.identity-not-verified',
    'consular-case.outcome-already-recorded',
    'consular-case.victim-decision-required',
  ])
  recordOutcome(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecordOutcomeDto,
  ) {
    return this.commands.change(request, id, 'RecordOutcome', body);
  }

  @CaseCommand('notify-family', 'Record that the family was told the outcome', bodies.NOTIFY_FAMILY, [
    'consular-case.family-already-notified',
    'consular-case.subject-erased',
    'consular-case.unknown-subject',
  ])
  notifyFamily(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.NotifyFamilyDto,
  ) {
    return this.commands.change(request, id, 'NotifyFamily', body);
  }

  @CaseCommand(
    'waive-family-notification',
    'Record why the family is not told (A-3)',
    bodies.WAIVE_FAMILY_NOTIFICATION,
    ['consular-case.family-already-notified', 'consular-case.family-notification-already-waived'],
  )
  waiveFamilyNotification(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.WaiveFamilyNotificationDto,
  ) {
    return this.commands.change(request, id, 'WaiveFamilyNotification', body);
  }

  @CaseCommand(
    'close-case',
    'Close the case: its outcome is recorded and the family told (A-3)',
    bodies.CLOSE_CASE,
    ['consular-case.family-not-notified', 'consular-case.kind-not-specified'],
  )
  closeCase(@RequestInfo() request: RequestContext, @IdParam() id: string, @Body() body: dto.CloseCaseDto) {
    return this.commands.change(request, id, 'CloseCase', body);
  }

  @CaseCommand('withdraw-case', 'Record that the request was withdrawn', bodies.WITHDRAW_CASE, [
    'consular-case.withdrawal-needs-approval',
  ])
  withdrawCase(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.WithdrawCaseDto,
  ) {
    return this.commands.change(request, id, 'WithdrawCase', body);
  }
}
