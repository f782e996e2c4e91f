import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandProcessor, type CommandResult } from '#event-sourcing';
import { DomainError } from '#kernel';
import { type CommandEnvelope, Office } from '#platform';
import { type SubjectCommand } from './domain/commands.js';
import { subjectDecider } from './domain/decider.js';
import { subjectStream } from './domain/names.js';
import { subjectCodec } from './events.codec.js';
import { SubjectReader } from './queries/subject-reader.js';

/** A command on one subject's stream. */
export class HandleSubjectCommand extends Command<CommandResult> {
  constructor(
    readonly id: string,
    readonly command: SubjectCommand,
    readonly envelope: CommandEnvelope,
  ) {
    super();
  }
}

const SUBJECT = { decider: subjectDecider, codec: subjectCodec };
const ATTEMPTS = 4;

@CommandHandler(HandleSubjectCommand)
export class SubjectHandler implements ICommandHandler<HandleSubjectCommand> {
  constructor(
    private readonly processor: CommandProcessor,
    private readonly reader: SubjectReader,
    private readonly office: Office,
  ) {}

  async execute(sent: HandleSubjectCommand): Promise<CommandResult> {
    const seenByClient = sent.envelope.request.expectedRevision !== undefined;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(sent);
      } catch (error) {
        if (seenByClient || !isStale(error) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** Details are compared as they stood when they were opened, so that is the revision the decision holds for. */
  private async attempt({ id, command, envelope }: HandleSubjectCommand): Promise<CommandResult> {
    const stream = subjectStream(id);
    const { revision, details } = await this.reader.opened(id);
    const provinces = new Set(this.office.provinces.map(({ code }) => code));
    return this.processor.handle(
      SUBJECT,
      stream,
      command,
      { ...envelope.context, facts: { stream, provinces, details } },
      { expectedRevision: revision, ...envelope.request },
    );
  }
}

const isStale = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'command.stale-revision';
