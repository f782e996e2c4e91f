import { type EventStore, type Position, shareOf, START, type StreamName } from '#event-sourcing';
import { ChainCheck, type KnownStreams } from './chain-check.js';

/** What an examination found. */
export interface Verdict {
  readonly check: ChainCheck;
  /** Where reading ended before the end of the log, and why. */
  readonly damage?: Damage;
  readonly seconds: number;
}

interface Damage {
  readonly after: string;
  readonly why: string;
}

type OnProgress = (share: number, events: number) => void;

const PAGE_SIZE = 1000;

/** Checks every stream's chain in one pass over the log. */
export async function examineLog(
  log: EventStore,
  known: KnownStreams,
  onProgress: OnProgress,
): Promise<Verdict> {
  const check = new ChainCheck(known);
  const head = await log.head();
  const seen = (share: number) => onProgress(share, check.events);
  return timed(check, async () => {
    const { position, why } = await readInto(check, { log, head, seen }, START, PAGE_SIZE);
    if (why === undefined) return undefined;
    // Event by event, so that all but the damaged one are checked.
    const exact = await readInto(check, { log, head, seen }, position, 1);
    return { after: placeOf(exact.position), why: exact.why ?? why };
  });
}

/** Checks one stream's chain. */
export function examineStream(log: EventStore, stream: StreamName, known: KnownStreams): Promise<Verdict> {
  const check = new ChainCheck(known);
  return timed(check, async () => {
    for (let revision = 0; ; revision += 1) {
      try {
        const events = await log.readStream(stream, { from: revision, limit: 1 });
        for (const event of events) check.add(event);
        if (events.length === 0) return undefined;
      } catch (error) {
        return { after: revision === 0 ? 'its start' : `revision ${revision - 1}`, why: damageIn(error) };
      }
    }
  });
}

async function timed(check: ChainCheck, work: () => Promise<Damage | undefined>): Promise<Verdict> {
  const started = performance.now();
  const damage = await work();
  return { check, seconds: (performance.now() - started) / 1000, ...(damage && { damage }) };
}

interface Reading {
  readonly log: EventStore;
  readonly head: Position;
  readonly seen: (share: number) => void;
}

/** Reads into `check` until the end or damage; how far it came. */
async function readInto(
  check: ChainCheck,
  { log, head, seen }: Reading,
  after: Position,
  pageSize: number,
): Promise<{ readonly position: Position; readonly why?: string }> {
  let position = after;
  try {
    for await (const page of log.readAll({ after, pageSize })) {
      for (const event of page.events) check.add(event);
      position = page.position;
      seen(shareOf(position, head));
    }
    return { position };
  } catch (error) {
    return { position, why: damageIn(error) };
  }
}

/** A row whose text is no JSON any more is damage; everything else goes on up. */
function damageIn(error: unknown): string {
  if (error instanceof SyntaxError) return error.message;
  throw error;
}

const placeOf = (position: Position): string => (position === START ? 'its start' : `position ${position}`);
