import {
  ConcurrencyConflict,
  type EventStore,
  groupSizeOf,
  type Page,
  type Position,
  shareOf,
  START,
  type StoredEvent,
} from '#event-sourcing';
import { Refusal } from '../failures.js';
import { runsOf } from './runs.js';
import { FOREIGN } from './vault-copy.js';

/** How far the target's log is the source's. */
export interface Shared {
  readonly events: number;
  /** Of the last of them, in the source. */
  readonly position: Position;
}

const PAGE_SIZE = 1000;

/**
 * Reads both logs side by side to the end of the target's, `onEvent` with each event of the target.
 * @throws Refusal when the target holds anything else than the beginning of the source
 */
export async function sharedBeginning(
  source: EventStore,
  target: EventStore,
  onEvent: (event: StoredEvent, count: number) => void,
): Promise<Shared> {
  const ours = eventsOf(source.readAll({ pageSize: PAGE_SIZE }));
  let shared: Shared = { events: 0, position: START };
  try {
    for await (const theirs of eventsOf(target.readAll({ pageSize: PAGE_SIZE }))) {
      const next = await ours.next();
      if (next.done === true || !isSame(next.value, theirs)) throw foreign(shared.events, theirs);
      shared = { events: shared.events + 1, position: next.value.position };
      onEvent(theirs, shared.events);
    }
    return shared;
  } finally {
    await ours.return(undefined);
  }
}

/** The hash covers everything else that is stored of an event. */
const isSame = (one: StoredEvent, other: StoredEvent): boolean =>
  one.id === other.id &&
  one.stream === other.stream &&
  one.revision === other.revision &&
  one.metadata.integrity.hash === other.metadata.integrity.hash;

const foreign = (before: number, { stream, revision, type }: StoredEvent): Refusal =>
  new Refusal(
    `The target holds something else than the beginning of this log: event ${before + 1} there is ${type} of ` +
      `${stream} ${revision}, and here it is not. Name an empty store.`,
    FOREIGN,
  );

async function* eventsOf(pages: AsyncIterable<Page>): AsyncGenerator<StoredEvent, undefined> {
  for await (const { events } of pages) yield* events;
  return undefined;
}

/**
 * Appends what the source's log has behind `shared`, in its order: as many at once as the target is sure to keep in
 * order, also when something fails. Cut short, it has copied a beginning.
 * @throws Refusal when somebody else writes in the target
 */
export async function copyRest(
  source: EventStore,
  target: EventStore,
  shared: Shared,
  onProgress: (share: number, events: number) => void,
): Promise<number> {
  const head = await source.head();
  const together = groupSizeOf(target);
  let copied = 0;
  for await (const page of source.readAll({ after: shared.position, pageSize: PAGE_SIZE })) {
    const runs = [...runsOf(page.events)];
    for (let from = 0; from < runs.length; from += together) {
      const group = runs.slice(from, from + together);
      await Promise.all(group.map((run) => target.append(run.stream, run.events, run.expected))).catch(
        refuseRace,
      );
      copied += group.reduce((sum, { events }) => sum + events.length, 0);
      onProgress(shareOf(group.at(-1)?.events.at(-1)?.position ?? head, head), copied);
    }
  }
  return copied;
}

function refuseRace(error: unknown): never {
  if (error instanceof ConcurrencyConflict)
    throw new Refusal(
      `Somebody else writes in the target: ${error.message}. Stop it, and name an empty store.`,
      FOREIGN,
    );
  throw error;
}
