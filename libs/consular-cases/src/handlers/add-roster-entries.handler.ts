import { Command, CommandHandler, type ICommandHandler, QueryBus } from '@nestjs/cqrs';
import { CommandProcessor, type CommandRequest, type CommandResult, TurnsByKey } from '#event-sourcing';
import { DomainError } from '#kernel';
import { type CommandEnvelope, isPermitted } from '#platform';
import { SubjectNames } from '#published-queries';
import { caseStream } from '../consular-case.stream.js';
import { type CaseErrorCode, CaseRefusal, refusal } from '../domain/errors.js';
import { type RosterCommandOf, type RosterContext } from '../domain/roster/commands.js';
import { RosterFactsReader } from './roster-facts.js';
import { ROSTER_ENTRY, rosterStream } from '../roster.stream.js';

type Entry = RosterCommandOf<'AddRosterEntry'>['data'];

export interface RosterResult extends CommandResult {
  /** How many people were added; those whom the same command had added before count. */
  readonly added: number;
}

/** People come onto a case's roster, many at once. */
export class AddRosterEntries extends Command<RosterResult> {
  constructor(
    readonly caseId: string,
    readonly entries: readonly Entry[],
    readonly envelope: CommandEnvelope,
  ) {
    super();
  }
}

/** Entries that are worked on at a time: enough to keep a log busy, few enough to leave it to others. */
const AT_A_TIME = 50;

@CommandHandler(AddRosterEntries)
export class AddRosterEntriesHandler implements ICommandHandler<AddRosterEntries> {
  /** A list is judged when the one before it has been added: of two with the same people, one adds nobody. */
  private readonly turns = new TurnsByKey<string>();

  constructor(
    private readonly processor: CommandProcessor,
    private readonly facts: RosterFactsReader,
    private readonly queries: QueryBus,
  ) {}

  /**
   * Each person is a stream: all are judged before any is added, so that a list with somebody who cannot be added
   * adds nobody. The same command again goes on where it was cut short. Another process can be first all the same:
   * then the refusal says how many were added. // A-12, docs/adr/020
   */
  execute(command: AddRosterEntries): Promise<RosterResult> {
    return this.turns.take(command.caseId, () => this.addAll(command));
  }

  private async addAll({ caseId, entries, envelope }: AddRosterEntries): Promise<RosterResult> {
    const { context, request } = envelope;
    const subjects = entries.map(({ subject }) => subject);
    const facts = await this.facts.factsFor(caseId, subjects, entries);
    const known: RosterContext = { ...context, facts };
    const { seenRevision: revision } = facts.group.ref;
    assertSeen(request, revision);
    await this.assertNone('roster-entry-repeated', repeatedIn(subjects), known);
    const { expectedRevision: _ofTheCase, ...each } = request;
    const judged = await inBatches(entries, (entry) => this.rehearse(caseId, entry, known, each));
    await this.assertNone('already-on-roster', judged.filter(isString), known);
    const done = await inBatches(entries, (entry) => this.add(caseId, entry, known, each));
    const results = done.filter((result) => typeof result !== 'string');
    await this.assertNone('already-on-roster', done.filter(isString), known, { added: results.length });
    const position =
      results
        .map((result) => result.position)
        .sort()
        .at(-1) ?? '';
    const repeated = results.every((result) => result.repeated);
    return { stream: caseStream(caseId), revision, position, repeated, added: results.length };
  }

  private rehearse(caseId: string, data: Entry, context: RosterContext, request: CommandRequest) {
    const command = { type: 'AddRosterEntry', data } as const;
    const stream = rosterStream(caseId, data.subject);
    return unlessListed(data, this.processor.rehearse(ROSTER_ENTRY, stream, command, context, request));
  }

  private add(caseId: string, data: Entry, context: RosterContext, request: CommandRequest) {
    const command = { type: 'AddRosterEntry', data } as const;
    const stream = rosterStream(caseId, data.subject);
    return unlessListed(data, this.processor.handle(ROSTER_ENTRY, stream, command, context, request));
  }

  /** Says who it is that stands in the way, by name to who may read names. @throws CaseRefusal */
  private async assertNone(
    code: 'roster-entry-repeated' | 'already-on-roster',
    subjects: readonly string[],
    { actor }: RosterContext,
    more: { readonly added?: number } = {},
  ): Promise<void> {
    if (subjects.length === 0) return;
    const named = isPermitted(actor, 'personal.read');
    const names = named ? await this.queries.execute(new SubjectNames(subjects)) : undefined;
    const people = subjects.map((id) => names?.get(id)?.name ?? id);
    throw refusal(`consular-case.${code}` satisfies CaseErrorCode, { people, subjects, ...more });
  }
}

const isString = (value: unknown): value is string => typeof value === 'string';

/** What was done, or the person who is on the roster already. @throws CaseRefusal for anything else that is wrong */
async function unlessListed<T>({ subject }: Entry, work: Promise<T>): Promise<T | string> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof CaseRefusal && error.code === 'consular-case.already-on-roster') return subject;
    throw error;
  }
}

/** A list is sent to a case as it was seen, if to a certain one. */
function assertSeen({ expectedRevision: expected }: CommandRequest, actual: number): void {
  if (expected === undefined || expected === actual) return;
  const details = { expected, actual, changes: [] };
  throw new DomainError('command.stale-revision', 'the case has changed since it was seen', details);
}

const repeatedIn = (subjects: readonly string[]): readonly string[] => [
  ...new Set(subjects.filter((subject, index) => subjects.indexOf(subject) !== index)),
];

/** What `work` gives for each, in order, some at a time. */
async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let from = 0; from < items.length; from += AT_A_TIME) {
    done.push(...(await Promise.all(items.slice(from, from + AT_A_TIME).map(work))));
  }
  return done;
}
