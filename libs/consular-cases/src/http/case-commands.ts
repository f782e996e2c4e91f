import { Injectable } from '@nestjs/common';
import { type CommandResult, type ProcedureCommand } from '#event-sourcing';
import { type CommandDto, CommandGateway, dataOf, type RequestContext } from '#platform';
import { AmendConsularCase } from '../handlers/amend-case.handler.js';
import { ChangeConsularCase } from '../handlers/consular-case.handler.js';
import { type CommandOf, type ConsularCaseCommandType } from '../domain/commands/index.js';

type ChangeType = Exclude<ConsularCaseCommandType, 'OpenConsularCase'>;

/** Sends a body to the case as the command it means. */
@Injectable()
export class CaseCommands {
  constructor(private readonly gateway: CommandGateway) {}

  /** Sends a body to the case's record: a correction, or a step of a decision. */
  amend(
    request: RequestContext,
    id: string,
    name: string,
    body: CommandDto,
    command: ProcedureCommand,
  ): Promise<CommandResult> {
    return this.gateway.send(request, name, body, (envelope) => new AmendConsularCase(id, command, envelope));
  }

  change<T extends ChangeType>(
    request: RequestContext,
    id: string,
    type: T,
    body: CommandDto & CommandOf<T>['data'],
  ): Promise<CommandResult> {
    const command = { type, data: dataOf(body) } as ChangeConsularCase['command'];
    return this.gateway.send(
      request,
      type,
      body,
      (envelope) => new ChangeConsularCase(id, command, envelope),
    );
  }
}
