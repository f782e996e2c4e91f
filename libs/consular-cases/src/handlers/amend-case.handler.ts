import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandProcessor, type CommandResult, type ProcedureCommand } from '#event-sourcing';
import { type CommandEnvelope } from '#platform';
import { CaseFactsReader } from './case-facts.js';
import { caseStream } from '../consular-case.stream.js';
import { CASE_RECORD } from '../procedure.js';

/** A correction of a case, or a step of a decision on it. */
export class AmendConsularCase extends Command<CommandResult> {
  constructor(
    readonly id: string,
    readonly command: ProcedureCommand,
    readonly envelope: CommandEnvelope,
  ) {
    super();
  }
}

@CommandHandler(AmendConsularCase)
export class AmendConsularCaseHandler implements ICommandHandler<AmendConsularCase> {
  constructor(
    private readonly processor: CommandProcessor,
    private readonly facts: CaseFactsReader,
  ) {}

  async execute({ id, command, envelope }: AmendConsularCase): Promise<CommandResult> {
    const facts = await this.facts.factsForProcedure(command);
    const context = { ...envelope.context, facts };
    return this.processor.amend(CASE_RECORD, caseStream(id), command, context, envelope.request);
  }
}
