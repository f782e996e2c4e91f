import { type Page, type Position, START, type SubscribeOptions } from '#event-sourcing';
import { type Connection } from './connection.js';
import { isRefused, isUnknownToServer, reasonOf } from './failures.js';
import { type Chunk, matching, type Reader } from './reader.js';
import { serverPosition } from './positions.js';
import { Session } from './session.js';
import { delays, pause } from './waiting.js';

const LINGER = 10;
/** Records that a probe looks at: more than the server may pass over without a checkpoint. */
const PROBE = 500;
const FIRST_PAUSE = 25;
/** Refusals in a row before following is given up: a change of leader gives some, a wrong position gives no end. */
const STUBBORN = 20;

export interface FollowerOptions {
  readonly connection: Connection;
  /** Reads once, without trying again: a probe that fails says that the session is lost. */
  readonly probe: Reader;
  readonly heartbeatMs: number;
  /** Aborts when the store closes. */
  readonly closing: AbortSignal;
  readonly onInterruption: (reason: string) => void;
}

/** The log ends before a place that we have been at. */
class LogIsShorter extends Error {}

/**
 * Follows the log over the server's subscriptions, none of which lasts: any end, error or silence is answered with a
 * new one from the last place reached.
 */
export class Follower {
  private readonly wanted;

  constructor(
    private readonly options: FollowerOptions,
    private readonly asked: SubscribeOptions & { readonly pageSize: number },
  ) {
    this.wanted = matching(asked.filter);
  }

  /** @throws Error when the server has no such position, RangeError when it is none */
  async *pages(): AsyncIterable<Page> {
    const { connection, onInterruption, closing, heartbeatMs } = this.options;
    let position = this.asked.after ?? START;
    serverPosition(position);
    let pauses = delays(FIRST_PAUSE, heartbeatMs);
    let refusals = 0;
    while (!this.isOver) {
      const { client } = connection;
      const session = new Session(client, connection.url.namespace, position, this.asked.filter);
      try {
        for await (const page of this.sessionPages(session, position)) {
          position = page.position;
          pauses = delays(FIRST_PAUSE, heartbeatMs);
          refusals = 0;
          yield page;
        }
      } catch (error) {
        if (this.isOver) return;
        connection.renewAfter(error, client);
        onInterruption(reasonOf(error));
        refusals = isStubborn(error) ? refusals + 1 : 0;
        if (refusals >= STUBBORN) throw error;
      } finally {
        session.end();
      }
      await pause(pauses.next().value, this.asked.signal, closing);
    }
  }

  /** The pages of one session; fails as soon as the session cannot be trusted any more. */
  private async *sessionPages(session: Session, after: Position): AsyncIterable<Page> {
    const { heartbeatMs, closing } = this.options;
    const watch = new Watch();
    let position = after;
    await this.assertNotShorter(position);
    for (let quietFor = heartbeatMs; !this.isOver;) {
      await session.ready(quietFor, this.asked.signal, closing);
      if (this.isOver) return;
      const page =
        session.isEmpty && !session.isFinished ? null : await this.nextPage(session, watch, position);
      const found = page ?? watch.judge(await this.untilOver(this.probed(position)), session, position);
      // Behind the last checkpoint the server says nothing: one look moves the position to the end.
      quietFor = watch.justCaughtUp() ? 0 : heartbeatMs;
      if (!found || this.isOver) continue;
      position = found.position;
      yield found;
    }
  }

  private async nextPage(session: Session, watch: Watch, position: Position): Promise<Page> {
    const { pageSize } = this.asked;
    if (!watch.caughtUp) await session.fill(pageSize, LINGER);
    const taken = session.next(pageSize);
    const first = taken.events[0];
    if (first && first.position <= position)
      throw new LogIsShorter(`${first.position} came after ${position}: the log is another one`);
    if (taken.caughtUp) watch.tellCaughtUp();
    return {
      events: taken.events,
      // A checkpoint may lie before a place to which a look at the log has brought us.
      position: taken.position > position ? taken.position : position,
      caughtUp: watch.caughtUp && session.isEmpty,
    };
  }

  private async probed(position: Position): Promise<{ chunk: Chunk; owed: Position | null }> {
    const chunk = await this.options.probe.chunk(position, PROBE);
    const wanted = chunk.events.find(this.wanted)?.position;
    return { chunk, owed: wanted ?? (chunk.end ? null : chunk.position) };
  }

  private async assertNotShorter(position: Position): Promise<void> {
    if (position === START) return;
    const end = await this.untilOver(this.options.probe.end());
    if (end !== null && end < position)
      throw new LogIsShorter(`the log ends at ${end}, before ${position}: was an older backup restored?`);
  }

  private get isOver(): boolean {
    return (this.asked.signal?.aborted ?? false) || this.options.closing.aborted;
  }

  /** The outcome, or `null` as soon as nobody waits for it any more. */
  private async untilOver<T>(work: Promise<T>): Promise<T | null> {
    const left = new AbortController();
    const over = pause(2 ** 30, this.asked.signal, this.options.closing, left.signal).then(() => null);
    try {
      return await Promise.race([work, over]);
    } finally {
      left.abort();
      work.catch(() => undefined);
    }
  }
}

/** What is known of a session: whether it has caught up, and what it owes. */
class Watch {
  caughtUp = false;
  private news = false;
  private owed: Position | null = null;

  tellCaughtUp(): void {
    this.caughtUp = true;
    this.news = true;
  }

  /** True once after the server said that it has caught up. */
  justCaughtUp(): boolean {
    const { news } = this;
    this.news = false;
    return news;
  }

  /**
   * What a look at the log means while the session is quiet: a place to go on to, or a debt. A session that has not
   * paid by the next look is lost. @throws Error then
   */
  judge(
    found: { chunk: Chunk; owed: Position | null } | null,
    session: Session,
    position: Position,
  ): Page | null {
    if (!found || !session.isEmpty) return null;
    const { chunk, owed } = found;
    if (this.owed !== null && this.owed > position) throw new Error('the subscription fell silent');
    this.owed = owed;
    if (owed !== null) return null;
    const first = !this.caughtUp;
    this.caughtUp = true;
    return first || chunk.position > position
      ? { events: [], position: chunk.position, caughtUp: true }
      : null;
  }
}

const isStubborn = (error: unknown): boolean =>
  error instanceof LogIsShorter || isUnknownToServer(error) || isRefused(error);
