import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandProcessor, type CommandResult } from '#event-sourcing';
import { DomainError } from '#kernel';
import { type CommandEnvelope, isPermitted } from '#platform';
import { CaseFactsReader } from './case-facts.js';
import { CaseMerging } from './case-merging.js';
import { FactsBeside } from './facts-beside.js';
import { CONSULAR_CASE, caseStream } from '../consular-case.stream.js';
import { type ConsularCaseCommand } from '../domain/commands/index.js';

/** How often what was found beside a case is looked for again. */
const ATTEMPTS = 3;

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
    private readonly merging: CaseMerging,
    private readonly beside: FactsBeside,
  ) {}

  async execute(change: ChangeConsularCase): Promise<CommandResult> {
    const result = await this.carryOut(change, ATTEMPTS);
    await this.followMerge(change.id, change.command, change.envelope);
    return result;
  }

  /** What was found at a revision is looked for again when something has happened to the case since. */
  private async carryOut(change: ChangeConsularCase, attempts: number): Promise<CommandResult> {
    const { id, command, envelope } = change;
    const [facts, beside] = await Promise.all([
      this.facts.factsFor(command, null),
      this.beside.of(id, command),
    ]);
    const { expectedRevision = beside.revision, ...request } = envelope.request;
    const directs = isPermitted(envelope.context.actor, 'case.direct');
    const context = { ...envelope.context, facts: { ...facts, ...beside.facts, directs } };
    const asSeen = { ...request, ...(expectedRevision !== undefined && { expectedRevision }) };
    try {
      return await this.processor.handle(CONSULAR_CASE, caseStream(id), command, context, asSeen);
    } catch (error) {
      const isOurs = envelope.request.expectedRevision === undefined && attempts > 1;
      if (!isOurs || !(error instanceof DomainError) || error.code !== 'command.stale-revision') throw error;
      return this.carryOut(change, attempts - 1);
    }
  }

  /** The other case of a merge is told after this one, or by the retry of a command that was cut short. // G-8 */
  private async followMerge(
    surviving: string,
    { type, data }: ConsularCaseCommand,
    envelope: CommandEnvelope,
  ): Promise<void> {
    if (type === 'MergeCases')
      await this.merging.finish({ surviving, merged: data.other }, data.evidence, envelope);
    if (type === 'RevertMerge')
      await this.merging.finish({ surviving, merged: data.other }, data.reason, envelope);
  }
}
