import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandProcessor, type CommandResult } from '#event-sourcing';
import { type CommandEnvelope } from '#platform';
import { CaseFactsReader } from './case-facts.js';
import { CONSULAR_CASE, caseStream } from './consular-case.stream.js';
import { type ConsularCaseCommand } from './domain/commands.js';

/** A command on one case that was opened before. */
export class ChangeConsularCase extends Command<CommandResult> {
  constructor(
    readonly id: string,
    readonly command: Exclude<ConsularCaseCommand, { type: 'OpenConsularCase' }>,
    readonly envelope: CommandEnvelope,
  ) {
    super();
  }
}

@CommandHandler(ChangeConsularCase)
export class ConsularCaseHandler implements ICommandHandler<ChangeConsularCase> {
  constructor(
    private readonly processor: CommandProcessor,
    private readonly facts: CaseFactsReader,
  ) {}

  async execute({ id, command, envelope }: ChangeConsularCase): Promise<CommandResult> {
    const facts = await this.facts.factsFor(command, null);
    const context = { ...envelope.context, facts };
    return this.processor.handle(CONSULAR_CASE, caseStream(id), command, context, envelope.request);
  }
}
