import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandProcessor, type CommandResult, type EventStore, newIdOf } from '#event-sourcing';
import { NumberRegister } from '#numbering';
import { type CommandEnvelope, EVENT_STORE, Office } from '#platform';
import { CaseFactsReader } from './case-facts.js';
import { CONSULAR_CASE, caseStream } from '../consular-case.stream.js';
import { type CommandOf } from '../domain/commands/index.js';
import { type EventOf } from '../domain/events/index.js';

/** What an intake answers beside the revision: the number to quote to the family. */
export interface IntakeResult extends CommandResult {
  readonly number: string;
}

/** Opens a case. Its id follows from the command, so the same request opens one case however often it comes. */
export class OpenCase extends Command<IntakeResult> {
  constructor(
    readonly command: CommandOf<'OpenConsularCase'>,
    readonly envelope: CommandEnvelope,
  ) {
    super();
  }
}

/** Stands for the number while the intake is rehearsed. */
const TO_COME = '';

@CommandHandler(OpenCase)
export class IntakeHandler implements ICommandHandler<OpenCase> {
  constructor(
    private readonly processor: CommandProcessor,
    private readonly facts: CaseFactsReader,
    private readonly numbers: NumberRegister,
    private readonly office: Office,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /**
   * Everything is judged and could be sealed before a number is taken: a refused intake leaves no gap.
   * // docs/adr/007
   */
  async execute({ command, envelope: { context, request } }: OpenCase): Promise<IntakeResult> {
    const stream = caseStream(newIdOf(CONSULAR_CASE.decider.category, request.commandId));
    const facts = await this.facts.factsFor(command, TO_COME);
    const before = await this.processor.rehearse(
      CONSULAR_CASE,
      stream,
      command,
      { ...context, facts },
      request,
    );
    if (before) return { ...before, number: await this.numberOf(stream) };
    const number = await this.numbers.take({
      series: this.office.numberSeries(CONSULAR_CASE.decider.category),
      year: Number(context.occurredOn.slice(0, 4)),
      holder: stream,
      context: { ...context, facts: undefined },
      request,
    });
    const known = { ...context, facts: { ...facts, caseNumber: number } };
    return { ...(await this.processor.handle(CONSULAR_CASE, stream, command, known, request)), number };
  }

  private async numberOf(stream: string): Promise<string> {
    const [opened] = await this.store.readStream(stream, { limit: 1 });
    return (opened?.data as EventOf<'ConsularCaseOpened'>['data']).number;
  }
}
