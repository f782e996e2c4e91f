import { applyDecorators, Body, Get, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBody } from '@nestjs/swagger';
import { type CommandResult, type ProcedureCommand } from '#event-sourcing';
import {
  ApiController,
  ApiId,
  type CommandDto,
  CommandGateway,
  CommandRoute,
  DECISION_PROBLEMS,
  DecideProposalDto,
  decisionOf,
  IdParam,
  type Permission,
  PROPOSAL_PROBLEMS,
  proposalOf,
  ReadRoute,
  type RequestContext,
  RequestInfo,
  Requires,
  WITHDRAWAL_PROBLEMS,
  withdrawalOf,
  WithdrawProposalDto,
} from '#platform';
import { AmendSubject } from '../handlers/amend-subject.handler.js';
import { ERASE_SUBJECT } from '../domain/erasure.js';
import { type ErasureView, GetErasure } from '../queries/erasure.js';
import { ErasureDto, ProposeErasureDto } from './erasure.dto.js';
import { DECIDE_EXAMPLES, ERASURE_EXAMPLES, WITHDRAW_EXAMPLES } from './examples-erasure.js';

interface About {
  readonly summary: string;
  readonly description: string;
  readonly problems: readonly string[];
}

const REFUSED_ERASURES = ['subject.in-running-case', 'subject.records-unerased', 'subject.texts-shared'];

/** The route of a step of a decision: `POST /api/v1/subjects/{id}/<path>`. */
const Step = (path: string, permission: Permission, about: About): MethodDecorator =>
  applyDecorators(
    Post(`:id/${path}`),
    ApiId(),
    Requires(permission),
    CommandRoute({
      ...about,
      problems: ['subject.not-registered', 'subject.erased', 'personal.erased', ...about.problems],
    }),
  );

/** Who is forgotten, and what shows that it was done. // Personal data, domain rules; docs/adr/022 */
@ApiController('subjects')
export class ErasureController {
  constructor(
    private readonly gateway: CommandGateway,
    private readonly queries: QueryBus,
  ) {}

  @Get(':id/erasure')
  @ApiId()
  @Requires('subject.read', 'history.read')
  @ReadRoute({
    summary: 'What erasing somebody would do, or has done · Việc xóa dữ liệu cá nhân',
    description:
      'The cases that name them, the texts that others would lose too, and by when a request is due. Once erased: when, ' +
      'on which ground, by whose decision, how many keys were destroyed, and that the chain is whole.',
    type: ErasureDto,
    revision: true,
    problems: ['subject.not-registered'],
  })
  get(@RequestInfo() { actor }: RequestContext, @IdParam() id: string): Promise<ErasureView> {
    return this.queries.execute(new GetErasure(id, actor));
  }

  @Step('propose-erasure', 'erasure.propose', {
    summary: 'Propose to erase personal data · Đề nghị xóa dữ liệu cá nhân',
    description:
      'Nobody whom a running case names; and no text about others, unless it is corrected to a redacted version or let ' +
      'go. The director decides.',
    problems: [...PROPOSAL_PROBLEMS, ...REFUSED_ERASURES, 'subject.letting-go-unknown'],
  })
  @ApiBody({ type: ProposeErasureDto, examples: ERASURE_EXAMPLES })
  propose(@RequestInfo() request: RequestContext, @IdParam() id: string, @Body() body: ProposeErasureDto) {
    const { ground, lettingGo, reason } = body;
    const payload = { ground, ...(lettingGo && { lettingGo }) };
    return this.amend(request, id, 'ProposeErasure', body, proposalOf(ERASE_SUBJECT, payload, reason));
  }

  @Step('decide-proposal', 'subject.command', {
    summary: 'Decide a proposal · Quyết định một đề nghị',
    description:
      'By another person than who proposed it, with `If-Match`. An approval is carried out before it is answered: keys ' +
      'and documents are destroyed and the name is gone from every list. It cannot be taken back.',
    problems: [...DECISION_PROBLEMS, ...REFUSED_ERASURES, 'subject.erasure-unfinished'],
  })
  @ApiBody({ type: DecideProposalDto, examples: DECIDE_EXAMPLES })
  decide(@RequestInfo() request: RequestContext, @IdParam() id: string, @Body() body: DecideProposalDto) {
    return this.amend(request, id, 'DecideProposal', body, decisionOf(body));
  }

  @Step('withdraw-proposal', 'erasure.propose', {
    summary: 'Take a proposal back · Rút đề nghị',
    description: 'As long as it is not decided, and by who proposed it.',
    problems: WITHDRAWAL_PROBLEMS,
  })
  @ApiBody({ type: WithdrawProposalDto, examples: WITHDRAW_EXAMPLES })
  withdraw(@RequestInfo() request: RequestContext, @IdParam() id: string, @Body() body: WithdrawProposalDto) {
    return this.amend(request, id, 'WithdrawProposal', body, withdrawalOf(body));
  }

  private amend(
    request: RequestContext,
    id: string,
    name: string,
    body: CommandDto,
    command: ProcedureCommand,
  ): Promise<CommandResult> {
    return this.gateway.send(request, name, body, (envelope) => new AmendSubject(id, command, envelope));
  }
}
