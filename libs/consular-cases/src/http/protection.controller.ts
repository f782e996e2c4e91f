import { Body } from '@nestjs/common';
import { ApiController, IdParam, type RequestContext, RequestInfo } from '#platform';
import { CaseCommand } from './case-command.js';
import { CaseCommands } from './case-commands.js';
import * as dto from './protection.dto.js';
import * as bodies from './examples/index.js';

/** What others did for the person protected, as it is recorded here. // A-4, domain rules */
@ApiController('consular-cases')
export class ProtectionController {
  constructor(private readonly commands: CaseCommands) {}

  @CaseCommand(
    'forward-case',
    'Record the letter to the Consular Department, a mission or another body (A-1, A-4)',
    bodies.FORWARD_CASE,
    [
      'consular-case.field-required',
      'consular-case.letter-already-recorded',
      'consular-case.request-papers-missing',
      'consular-case.source-required',
      'consular-case.unknown-document',
      'consular-case.unknown-mission',
    ],
  )
  forwardCase(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.ForwardCaseDto,
  ) {
    return this.commands.change(request, id, 'ForwardCase', body);
  }

  @CaseCommand('record-mission-report', 'Record what a mission reported', bodies.RECORD_MISSION_REPORT, [
    'consular-case.letter-already-recorded',
    'consular-case.source-required',
    'consular-case.unknown-mission',
  ])
  recordMissionReport(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecordMissionReportDto,
  ) {
    return this.commands.change(request, id, 'RecordMissionReport', body);
  }

  @CaseCommand(
    'record-consular-visit',
    'Record that a mission visited somebody detained (A-4)',
    bodies.RECORD_CONSULAR_VISIT,
    ['consular-case.unknown-mission'],
  )
  recordConsularVisit(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecordConsularVisitDto,
  ) {
    return this.commands.change(request, id, 'RecordConsularVisit', body);
  }

  @CaseCommand('record-rescue', 'Who freed somebody, where, and how they were', bodies.RECORD_RESCUE)
  recordRescue(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecordRescueDto,
  ) {
    return this.commands.change(request, id, 'RecordRescue', body);
  }

  @CaseCommand(
    'record-travel-document',
    'Record a travel document that a mission issued; meets T-4 (A-4)',
    bodies.RECORD_TRAVEL_DOCUMENT,
    [
      'consular-case.source-required',
      'consular-case.subject-not-in-case',
      'consular-case.unknown-mission',
      'consular-case.subject-erased',
      'consular-case.unknown-subject',
    ],
  )
  recordTravelDocument(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecordTravelDocumentDto,
  ) {
    return this.commands.change(request, id, 'RecordTravelDocument', body);
  }

  @CaseCommand(
    'record-remains-permit',
    'Record the permit for the entry of remains; meets T-3 (A-5, A-6, A-7)',
    bodies.RECORD_REMAINS_PERMIT,
    [
      'consular-case.remains-disease-not-excluded',
      'consular-case.remains-form-differs',
      'consular-case.remains-not-eligible',
      'consular-case.remains-papers-missing',
      'consular-case.residence-proof-not-valid',
      'consular-case.source-required',
      'consular-case.unknown-document',
      'consular-case.unknown-gate',
      'consular-case.unknown-mission',
    ],
  )
  recordRemainsPermit(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecordRemainsPermitDto,
  ) {
    return this.commands.change(request, id, 'RecordRemainsPermit', body);
  }

  @CaseCommand(
    'record-handover-at-border',
    'Record a handover at a border gate (A-9)',
    bodies.RECORD_HANDOVER_AT_BORDER,
    [
      'consular-case.field-required',
      'consular-case.receiver-not-competent',
      'consular-case.source-required',
      'consular-case.unknown-gate',
      'consular-case.unknown-mission',
    ],
  )
  recordHandoverAtBorder(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecordHandoverAtBorderDto,
  ) {
    return this.commands.change(request, id, 'RecordHandoverAtBorder', body);
  }

  @CaseCommand(
    'record-support-payment',
    'Record a payment for the person protected',
    bodies.RECORD_SUPPORT_PAYMENT,
    ['consular-case.amount-invalid', 'consular-case.source-required'],
  )
  recordSupportPayment(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecordSupportPaymentDto,
  ) {
    return this.commands.change(request, id, 'RecordSupportPayment', body);
  }
}
