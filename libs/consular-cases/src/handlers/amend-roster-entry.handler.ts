import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandProcessor, type CommandResult, type ProcedureCommand } from '#event-sourcing';
import { type CommandEnvelope } from '#platform';
import { rosterRecord } from '../roster.procedure.js';
import { rosterStream } from '../roster.stream.js';
import { RosterFactsReader } from './roster-facts.js';

/** A correction of what a roster says of somebody, or a step of a decision on it. */
export class AmendRosterEntry extends Command<CommandResult> {
  constructor(
    readonly caseId: string,
    readonly subject: string,
    readonly command: ProcedureCommand,
    readonly envelope: CommandEnvelope,
  ) {
    super();
  }
}

@CommandHandler(AmendRosterEntry)
export class AmendRosterEntryHandler implements ICommandHandler<AmendRosterEntry> {
  constructor(
    private readonly processor: CommandProcessor,
    private readonly facts: RosterFactsReader,
  ) {}

  async execute({ caseId, subject, command, envelope }: AmendRosterEntry): Promise<CommandResult> {
    const { group, facts } = await this.facts.factsForProcedure(caseId, subject, command);
    const context = { ...envelope.context, facts };
    const stream = rosterStream(caseId, subject);
    return this.processor.amend(rosterRecord(group), stream, command, context, envelope.request);
  }
}
