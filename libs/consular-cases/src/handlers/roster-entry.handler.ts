import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandProcessor, type CommandResult } from '#event-sourcing';
import { type CommandEnvelope } from '#platform';
import { type RosterCommand } from '../domain/roster/commands.js';
import { RosterFactsReader } from './roster-facts.js';
import { ROSTER_ENTRY, rosterStream } from '../roster.stream.js';

/** A command on somebody who is on a case's roster. */
export class ChangeRosterEntry extends Command<CommandResult> {
  constructor(
    readonly caseId: string,
    readonly subject: string,
    readonly command: Exclude<RosterCommand, { type: 'AddRosterEntry' }>,
    readonly envelope: CommandEnvelope,
  ) {
    super();
  }
}

@CommandHandler(ChangeRosterEntry)
export class RosterEntryHandler implements ICommandHandler<ChangeRosterEntry> {
  constructor(
    private readonly processor: CommandProcessor,
    private readonly facts: RosterFactsReader,
  ) {}

  async execute({ caseId, subject, command, envelope }: ChangeRosterEntry): Promise<CommandResult> {
    const { context, request } = envelope;
    const { ownCase } = { ownCase: undefined, ...command.data };
    const entries = ownCase === undefined ? [] : [{ subject, ownCase }];
    const facts = await this.facts.factsFor(caseId, [], entries);
    const stream = rosterStream(caseId, subject);
    return this.processor.handle(ROSTER_ENTRY, stream, command, { ...context, facts }, request);
  }
}
