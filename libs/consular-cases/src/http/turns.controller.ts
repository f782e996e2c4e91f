import { Body } from '@nestjs/common';
import { ApiController, IdParam, type RequestContext, RequestInfo } from '#platform';
import { CaseCommand } from './case-command.js';
import { CaseCommands } from './case-commands.js';
import * as bodies from './examples-turns.js';
import * as dto from './turns.dto.js';

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
    ['consular-case.unknown-document'],
  )
  reopenCase(@RequestInfo() request: RequestContext, @IdParam() id: string, @Body() body: dto.ReopenCaseDto) {
    return this.commands.change(request, id, 'ReopenCase', body);
  }

  @CaseCommand(
    'link-cases',
    'Link the case with another one; both show it, and both stay as they are (A-11)',
    bodies.LINK_CASES,
    ['consular-case.already-linked', 'consular-case.linked-to-itself', 'consular-case.unknown-case'],
  )
  linkCases(@RequestInfo() request: RequestContext, @IdParam() id: string, @Body() body: dto.LinkCasesDto) {
    return this.commands.change(request, id, 'LinkCases', body);
  }
}
