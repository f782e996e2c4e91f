import { Injectable } from '@nestjs/common';
import { type CommandResult } from '#event-sourcing';
import { type CommandDto, CommandGateway, dataOf, type RequestContext } from '#platform';
import { ChangeConsularCase } from '../consular-case.handler.js';
import { type CommandOf, type ConsularCaseCommandType } from '../domain/commands.js';

type ChangeType = Exclude<ConsularCaseCommandType, 'OpenConsularCase'>;

/** Sends a body to the case as the command it means. */
@Injectable()
export class CaseCommands {
  constructor(private readonly gateway: CommandGateway) {}

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
