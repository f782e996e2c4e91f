import { applyDecorators, Body, Post } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { VOID_EVENT } from '#event-sourcing';
import {
  ApiController,
  ApiId,
  CommandRoute,
  CORRECTION_PROBLEMS,
  CorrectFactDto,
  correctionOf,
  DECISION_PROBLEMS,
  DecideProposalDto,
  decisionOf,
  IdParam,
  PROPOSAL_PROBLEMS,
  ProposeVoidingDto,
  proposalOf,
  type RequestContext,
  RequestInfo,
  Requires,
  VOIDING_PROBLEMS,
  WITHDRAWAL_PROBLEMS,
  withdrawalOf,
  WithdrawProposalDto,
} from '#platform';
import { DESTROY_FILE } from '../domain/decisions/destroy-file.js';
import { WITHDRAW_CASE } from '../domain/decisions/withdraw-case.js';
import { type CaseErrorCode } from '../domain/errors.js';
import { DETAIL_PROBLEMS, phaseProblemsOf } from './case-command.js';
import { CaseCommands } from './case-commands.js';
import { type CaseBody } from './examples/index.js';
import * as bodies from './examples/record.js';
import { ProposeDestructionDto } from './archive.dto.js';
import { PROPOSE_DESTRUCTION } from './examples/archive.js';
import { ProposeWithdrawalDto } from './record.dto.js';

interface About {
  readonly summary: string;
  readonly description: string;
  readonly problems: readonly string[];
}

const DESTRUCTION_PROBLEMS: readonly CaseErrorCode[] = [
  'consular-case.date-out-of-order',
  'consular-case.file-destroyed',
  'consular-case.file-not-closed',
  'consular-case.retention-not-ended',
  'consular-case.retention-permanent',
];

/** The route of a command about a case's record: `POST /api/v1/consular-cases/{id}/<path>`. */
const RecordCommand = (path: string, body: CaseBody, { problems, ...about }: About): MethodDecorator =>
  applyDecorators(
    Post(`:id/${path}`),
    ApiId(),
    Requires('case.command'),
    ApiBody(body),
    CommandRoute({
      ...about,
      problems: ['consular-case.merged', 'consular-case.not-opened', 'personal.erased', ...problems],
    }),
  );

/** A case's record: what should have been said, and what two people decide about it. // docs/adr/016 */
@ApiController('consular-cases')
export class RecordController {
  constructor(private readonly commands: CaseCommands) {}

  @RecordCommand('correct-fact', bodies.CORRECT_FACT, {
    summary: 'Correct a fact · Đính chính',
    description:
      'Say what an earlier event should have said (G-1); also in a closed case (G-7). A history that breaks a rule by ' +
      'it is refused, with the event and the rule.',
    problems: [
      ...CORRECTION_PROBLEMS,
      ...DETAIL_PROBLEMS,
      'consular-case.protection-kept',
      'consular-case.secret-document',
      'consular-case.subject-merged',
      'consular-case.transfer-to-own-province',
    ],
  })
  correctFact(@RequestInfo() request: RequestContext, @IdParam() id: string, @Body() body: CorrectFactDto) {
    return this.commands.amend(request, id, 'CorrectFact', body, correctionOf(body));
  }

  @RecordCommand('propose-voiding', bodies.PROPOSE_VOIDING, {
    summary: 'Propose to void an entry · Đề nghị hủy nội dung ghi nhầm',
    description:
      'Another person decides, who did not record it; also in a closed case (G-7). Voiding a correction or a voiding ' +
      'brings back what was before.',
    problems: [...PROPOSAL_PROBLEMS, ...VOIDING_PROBLEMS],
  })
  proposeVoiding(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: ProposeVoidingDto,
  ) {
    const { target, reason } = body;
    return this.commands.amend(
      request,
      id,
      'ProposeVoiding',
      body,
      proposalOf(VOID_EVENT, { target }, reason),
    );
  }

  @RecordCommand('propose-withdrawal', bodies.PROPOSE_WITHDRAWAL, {
    summary: 'Propose a withdrawal · Đề nghị cho rút vụ việc',
    description: 'For somebody under 18, or who may be a victim of trafficking: the director decides.',
    problems: [...PROPOSAL_PROBLEMS, ...phaseProblemsOf('withdraw-case'), 'consular-case.date-out-of-order'],
  })
  proposeWithdrawal(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: ProposeWithdrawalDto,
  ) {
    const { by, reason } = body;
    return this.commands.amend(
      request,
      id,
      'ProposeWithdrawal',
      body,
      proposalOf(WITHDRAW_CASE, { by }, reason),
    );
  }

  @RecordCommand('propose-destruction', PROPOSE_DESTRUCTION, {
    summary: 'Propose to destroy the file · Đề nghị hủy hồ sơ hết thời hạn bảo quản',
    description:
      'Of a closed file whose retention has ended: the director decides, nothing is ever destroyed by itself (G-9). ' +
      'The record of the case stays.',
    problems: [...PROPOSAL_PROBLEMS, ...DESTRUCTION_PROBLEMS],
  })
  proposeDestruction(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: ProposeDestructionDto,
  ) {
    return this.commands.amend(
      request,
      id,
      'ProposeDestruction',
      body,
      proposalOf(DESTROY_FILE, {}, body.reason),
    );
  }

  @RecordCommand('decide-proposal', bodies.DECIDE_PROPOSAL, {
    summary: 'Decide a proposal · Quyết định một đề nghị',
    description:
      'By another person than who proposed it. `If-Match` is required: a revision that includes the last change of the ' +
      'dossier; a note, a contact or an assignment since then spoils nothing.',
    problems: [
      ...DECISION_PROBLEMS,
      ...VOIDING_PROBLEMS,
      ...DESTRUCTION_PROBLEMS,
      ...phaseProblemsOf('withdraw-case'),
      'consular-case.date-out-of-order',
    ],
  })
  decideProposal(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: DecideProposalDto,
  ) {
    return this.commands.amend(request, id, 'DecideProposal', body, decisionOf(body));
  }

  @RecordCommand('withdraw-proposal', bodies.WITHDRAW_PROPOSAL, {
    summary: 'Take a proposal back · Rút đề nghị',
    description: 'As long as it is not decided, and by who proposed it.',
    problems: WITHDRAWAL_PROBLEMS,
  })
  withdrawProposal(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: WithdrawProposalDto,
  ) {
    return this.commands.amend(request, id, 'WithdrawProposal', body, withdrawalOf(body));
  }
}
