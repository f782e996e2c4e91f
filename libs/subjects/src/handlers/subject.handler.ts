import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandProcessor, type CommandResult, ConcurrencyConflict } from '#event-sourcing';
import { DomainError } from '#kernel';
import { type CommandEnvelope, Office } from '#platform';
import { type SubjectCommand, type SubjectContextFacts } from '../domain/commands.js';
import { type OtherRecord } from '../domain/merging.js';
import { subjectStream } from '../domain/names.js';
import { SubjectReader } from '../queries/subject-reader.js';
import { otherRecord, SUBJECT } from '../subject.stream.js';
import { SubjectMerging } from './subject-merging.js';

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

const ATTEMPTS = 8;

@CommandHandler(HandleSubjectCommand)
export class SubjectHandler implements ICommandHandler<HandleSubjectCommand> {
  constructor(
    private readonly processor: CommandProcessor,
    private readonly reader: SubjectReader,
    private readonly office: Office,
    private readonly merging: SubjectMerging,
  ) {}

  /** @throws ConcurrencyConflict when others were first every time */
  async execute(sent: HandleSubjectCommand): Promise<CommandResult> {
    const { envelope, id } = sent;
    for (let attempt = 1; ; attempt += 1) {
      const { revision, details } = await this.reader.opened(id);
      try {
        const result = await this.attempt(sent, revision, details);
        await this.followMerge(sent);
        return result;
      } catch (error) {
        // A client that named no revision is not told that it saw an old one.
        if (envelope.request.expectedRevision !== undefined || !isStale(error)) throw error;
        if (attempt === ATTEMPTS) throw new ConcurrencyConflict(subjectStream(id), revision, revision + 1);
      }
    }
  }

  /** Details are compared as they stood when they were opened, so that is the revision the decision holds for. */
  private async attempt(
    { id, command, envelope }: HandleSubjectCommand,
    revision: number,
    details: SubjectContextFacts['details'],
  ): Promise<CommandResult> {
    const stream = subjectStream(id);
    const provinces = new Set(this.office.provinces.map(({ code }) => code));
    const other = 'other' in command.data ? { other: await this.other(command.data.other) } : {};
    const context = { ...envelope.context, facts: { stream, provinces, details, ...other } };
    const request = { ...envelope.request, expectedRevision: envelope.request.expectedRevision ?? revision };
    return this.processor.handle(SUBJECT, stream, command, context, request);
  }

  private async other(id: string): Promise<OtherRecord> {
    return otherRecord(await this.reader.stored(id));
  }

  /** The other record of a merge is told after this one, or by the retry of a command that was cut short. // G-8 */
  private async followMerge({ id: surviving, command, envelope }: HandleSubjectCommand): Promise<void> {
    if (command.type !== 'MergeSubjects' && command.type !== 'RevertSubjectMerge') return;
    const { data } = command;
    const why = 'evidence' in data ? data.evidence : data.reason;
    await this.merging.finish({ surviving, merged: data.other }, why, envelope);
  }
}

const isStale = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'command.stale-revision';
