import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandProcessor, type CommandResult } from '#event-sourcing';
import { type CommandEnvelope, isPermitted } from '#platform';
import { CaseFactsReader } from './case-facts.js';
import { CaseMerging } from './case-merging.js';
import { FactsBeside } from './facts-beside.js';
import { CONSULAR_CASE, caseStream } from '../consular-case.stream.js';
import { type ConsularCaseCommand } from '../domain/commands/index.js';

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

  async execute({ id, command, envelope }: ChangeConsularCase): Promise<CommandResult> {
    const facts = await this.facts.factsFor(command, null);
    const { facts: more, revision } = await this.beside.of(id, command);
    const { expectedRevision = revision, ...request } = envelope.request;
    const context = {
      ...envelope.context,
      facts: { ...facts, ...more, directs: isPermitted(envelope.context.actor, 'case.direct') },
    };
    const result = await this.processor.handle(CONSULAR_CASE, caseStream(id), command, context, {
      ...request,
      ...(expectedRevision !== undefined && { expectedRevision }),
    });
    await this.followMerge(id, command, envelope);
    return result;
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
