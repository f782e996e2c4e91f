import { applyDecorators, Body, Post } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { type CommandResult, type ProcedureCommand, VOID_EVENT } from '#event-sourcing';
import {
  ApiController,
  ApiId,
  type CommandDto,
  CommandGateway,
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
import { AmendRosterEntry } from '../handlers/amend-roster-entry.handler.js';
import { type CaseBody } from './examples/index.js';
import * as bodies from './examples/roster.js';

interface About {
  readonly summary: string;
  readonly description: string;
  readonly problems: readonly string[];
}

/** `POST /api/v1/consular-cases/{id}/roster/{subject}/<path>` */
const RosterRecordCommand = (path: string, body: CaseBody, { problems, ...about }: About): MethodDecorator =>
  applyDecorators(
    Post(`:id/roster/:subject/${path}`),
    ApiId(),
    ApiId('subject'),
    Requires('case.command'),
    ApiBody(body),
    CommandRoute({
      ...about,
      problems: [
        'consular-case.merged',
        'consular-case.not-on-roster',
        'consular-case.not-opened',
        'personal.erased',
        ...problems,
      ],
    }),
  );

/** What a roster should have said of somebody, and what two people decide about it. // docs/adr/016, 020 */
@ApiController('consular-cases')
export class RosterRecordController {
  constructor(private readonly gateway: CommandGateway) {}

  @RosterRecordCommand('correct-fact', bodies.CORRECT_ROSTER_FACT, {
    summary: 'Correct what a roster says of somebody · Đính chính danh sách rà soát',
    description:
      'Say what an earlier event should have said (G-1); also of a closed case (G-7). An own case goes in as its id. ' +
      'Id and revision are the entry’s.',
    problems: [
      ...CORRECTION_PROBLEMS,
      'consular-case.date-in-future',
      'consular-case.field-required',
      'consular-case.linked-to-itself',
      'consular-case.own-case-of-another',
      'consular-case.unknown-case',
    ],
  })
  correctFact(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @IdParam('subject') subject: string,
    @Body() body: CorrectFactDto,
  ): Promise<CommandResult> {
    return this.amend(request, { id, subject }, 'CorrectFact', body, correctionOf(body));
  }

  @RosterRecordCommand('propose-voiding', bodies.PROPOSE_ROSTER_VOIDING, {
    summary: 'Propose to void what a roster says of somebody · Đề nghị hủy nội dung ghi nhầm',
    description:
      'Another person decides, who did not record it. Who came onto the roster by mistake is taken off it instead.',
    problems: [...PROPOSAL_PROBLEMS, ...VOIDING_PROBLEMS],
  })
  proposeVoiding(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @IdParam('subject') subject: string,
    @Body() body: ProposeVoidingDto,
  ): Promise<CommandResult> {
    const { target, reason } = body;
    const proposal = proposalOf(VOID_EVENT, { target }, reason);
    return this.amend(request, { id, subject }, 'ProposeVoiding', body, proposal);
  }

  @RosterRecordCommand('decide-proposal', bodies.DECIDE_ROSTER_PROPOSAL, {
    summary: 'Decide a proposal about somebody on a roster · Quyết định một đề nghị',
    description:
      'By another person than who proposed it. `If-Match` is required: a revision of the entry that includes its last ' +
      'change.',
    problems: [...DECISION_PROBLEMS, ...VOIDING_PROBLEMS],
  })
  decideProposal(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @IdParam('subject') subject: string,
    @Body() body: DecideProposalDto,
  ): Promise<CommandResult> {
    return this.amend(request, { id, subject }, 'DecideProposal', body, decisionOf(body));
  }

  @RosterRecordCommand('withdraw-proposal', bodies.WITHDRAW_ROSTER_PROPOSAL, {
    summary: 'Take a proposal about somebody on a roster back · Rút đề nghị',
    description: 'As long as it is not decided, and by who proposed it.',
    problems: WITHDRAWAL_PROBLEMS,
  })
  withdrawProposal(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @IdParam('subject') subject: string,
    @Body() body: WithdrawProposalDto,
  ): Promise<CommandResult> {
    return this.amend(request, { id, subject }, 'WithdrawProposal', body, withdrawalOf(body));
  }

  private amend(
    request: RequestContext,
    { id, subject }: { readonly id: string; readonly subject: string },
    name: string,
    body: CommandDto,
    command: ProcedureCommand,
  ): Promise<CommandResult> {
    return this.gateway.send(
      request,
      name,
      body,
      (envelope) => new AmendRosterEntry(id, subject, command, envelope),
    );
  }
}
