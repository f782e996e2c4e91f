import { Body } from '@nestjs/common';
import { ApiController, IdParam, type RequestContext, RequestInfo } from '#platform';
import { CaseCommand, DETAIL_PROBLEMS } from './case-command.js';
import { CaseCommands } from './case-commands.js';
import * as dto from './intake.dto.js';
import * as bodies from './examples/index.js';

/** From intake to a dossier that can be sent: identity, papers, kind. */
@ApiController('consular-cases')
export class DossierController {
  constructor(private readonly commands: CaseCommands) {}

  @CaseCommand('verify-identity', 'Record that an identity was verified (A-2, A-7)', bodies.VERIFY_IDENTITY, [
    'consular-case.identity-already-verified',
    'consular-case.post-needs-commune-confirmation',
    'consular-case.residence-proof-not-valid',
    'consular-case.source-required',
    'consular-case.subject-not-in-case',
    'consular-case.unknown-province',
    'consular-case.subject-erased',
    'consular-case.unknown-subject',
  ])
  verifyIdentity(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.VerifyIdentityDto,
  ) {
    return this.commands.change(request, id, 'VerifyIdentity', body);
  }

  @CaseCommand(
    'record-identity-not-confirmed',
    'Record that an identity could not be confirmed',
    bodies.RECORD_IDENTITY_NOT_CONFIRMED,
    [
      'consular-case.identity-already-verified',
      'consular-case.subject-not-in-case',
      'consular-case.subject-erased',
      'consular-case.unknown-subject',
    ],
  )
  recordIdentityNotConfirmed(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecordIdentityNotConfirmedDto,
  ) {
    return this.commands.change(request, id, 'RecordIdentityNotConfirmed', body);
  }

  @CaseCommand(
    'request-supplement',
    'Ask for missing papers, once a dossier; the clocks stop',
    bodies.REQUEST_SUPPLEMENT,
    ['consular-case.supplement-already-requested'],
  )
  requestSupplement(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RequestSupplementDto,
  ) {
    return this.commands.change(request, id, 'RequestSupplement', body);
  }

  @CaseCommand(
    'record-supplement',
    'Record papers that came; when complete, the clocks go on',
    bodies.RECORD_SUPPLEMENT,
    ['consular-case.source-required', 'consular-case.unknown-document'],
  )
  recordSupplement(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecordSupplementDto,
  ) {
    return this.commands.change(request, id, 'RecordSupplement', body);
  }

  @CaseCommand(
    'complete-dossier',
    'Record that a dossier is complete: T-3, T-4 or T-6 starts (A-1, A-5, A-6)',
    bodies.COMPLETE_DOSSIER,
    [
      'consular-case.field-required',
      'consular-case.remains-disease-not-excluded',
      'consular-case.remains-not-eligible',
      'consular-case.remains-papers-missing',
      'consular-case.request-papers-missing',
      'consular-case.residence-proof-not-valid',
      'consular-case.unknown-document',
    ],
  )
  completeDossier(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.CompleteDossierDto,
  ) {
    return this.commands.change(request, id, 'CompleteDossier', body);
  }

  @CaseCommand('classify-case', 'Say what kind of case it is, once that is known', bodies.CLASSIFY_CASE, [
    'consular-case.already-classified',
    'consular-case.country-already-stated',
    'consular-case.kind-not-specified',
    'consular-case.protection-kept',
    'consular-case.unknown-country',
    ...DETAIL_PROBLEMS,
  ])
  classifyCase(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.ClassifyCaseDto,
  ) {
    return this.commands.change(request, id, 'ClassifyCase', body);
  }

  @CaseCommand(
    'record-kind-details',
    'Record facts that cases of this kind have, as they become known',
    bodies.RECORD_KIND_DETAILS,
    [
      'consular-case.field-required',
      'consular-case.kind-not-specified',
      'consular-case.protection-kept',
      ...DETAIL_PROBLEMS,
    ],
  )
  recordKindDetails(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecordKindDetailsDto,
  ) {
    return this.commands.change(request, id, 'RecordKindDetails', body);
  }
}
