import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandProcessor, type CommandResult, type ProcedureCommand } from '#event-sourcing';
import { type CommandEnvelope } from '#platform';
import { subjectStream } from '../domain/names.js';
import { ErasureFactsReader } from '../queries/erasure-facts.js';
import { Erasures } from './erasures.js';
import { SUBJECT_RECORD } from '../procedure.js';

/** A step of a decision about a subject's record. */
export class AmendSubject extends Command<CommandResult> {
  constructor(
    readonly id: string,
    readonly command: ProcedureCommand,
    readonly envelope: CommandEnvelope,
  ) {
    super();
  }
}

@CommandHandler(AmendSubject)
export class AmendSubjectHandler implements ICommandHandler<AmendSubject> {
  constructor(
    private readonly processor: CommandProcessor,
    private readonly facts: ErasureFactsReader,
    private readonly erasures: Erasures,
  ) {}

  /** The same command again finishes what was recorded and not carried out. */
  async execute({ id, command, envelope }: AmendSubject): Promise<CommandResult> {
    const proposing = command.type === 'ProposeDecision';
    const context = { ...envelope.context, facts: { ...(await this.facts.of(id)), proposing } };
    const stream = subjectStream(id);
    const result = await this.processor.amend(SUBJECT_RECORD, stream, command, context, envelope.request);
    if (command.type === 'DecideProposal') await this.erasures.finish(id);
    return result;
  }
}
