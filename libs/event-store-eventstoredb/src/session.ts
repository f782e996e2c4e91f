import {
  type AllStreamSubscription,
  type EventStoreDBClient,
  excludeSystemEvents,
  type Filter,
  type ResolvedEvent,
  streamNameFilter,
} from '@eventstore/db-client';
import { type EventFilter, type Position, START, type StoredEvent } from '#event-sourcing';
import { type Namespace } from './namespace.js';
import { isPlausible, positionOf, recordOf, serverPosition } from './positions.js';
import { pause } from './waiting.js';

/** Records between two checkpoints of the server. */
const CHECKPOINT_WINDOW = 256;
/** What is kept here before the server is held back, and when it may go on. */
const HIGH = 1000;
const LOW = 250;

/** What the server said, in its order. */
type Item = { readonly position: Position; readonly event: StoredEvent | null } | { readonly caughtUp: true };

/** What a session had to give at one moment. */
export interface Taken {
  readonly events: readonly StoredEvent[];
  /** Of the last thing taken; `START` when it was no place. */
  readonly position: Position;
  /** The server said here that nothing was waiting. */
  readonly caughtUp: boolean;
}

/** One subscription call to the server, as a queue; it ends and fails like the call. */
export class Session {
  private readonly items: Item[] = [];
  private readonly subscription: AllStreamSubscription;
  /** Events that the client gave us so far. */
  private given = 0;
  /** Said by the server behind events that the client still keeps in its buffer. */
  private readonly held: { readonly behind: number; readonly item: Item }[] = [];
  private over?: { readonly error: unknown };
  /** There while somebody waits. */
  private waiting?: AbortController;

  constructor(
    client: EventStoreDBClient,
    private readonly namespace: Namespace,
    after: Position,
    filter: EventFilter | undefined,
  ) {
    const fromPosition = serverPosition(after);
    this.subscription = client.subscribeToAll({
      fromPosition: fromPosition as never,
      filter: this.filterOf(filter),
    });
    this.subscription
      .on('data', (resolved: ResolvedEvent) => this.take(resolved))
      .on('error', (error: unknown) => this.finish(error))
      .on('end', () => this.finish(new Error('the server ended the subscription')))
      .on('close', () => this.finish(new Error('the subscription was closed')));
    this.subscription.on('caughtUp', () => this.said({ caughtUp: true }));
  }

  get isEmpty(): boolean {
    return this.items.length === 0;
  }

  /** The call is over: nothing will come any more. */
  get isFinished(): boolean {
    return this.over !== undefined;
  }

  /** Resolves when there is something to take, the call is over, a signal aborts, or `ms` have passed. */
  async ready(ms: number, ...signals: readonly (AbortSignal | undefined)[]): Promise<void> {
    if (this.isEmpty && !this.over) await this.news(ms, ...signals);
  }

  /** Waits a little for a page to become full: while catching up, many small pages would cost more. */
  async fill(size: number, ms: number): Promise<void> {
    const end = Date.now() + ms;
    while (this.items.length < size && !this.over && !this.items.some((item) => 'caughtUp' in item)) {
      const left = end - Date.now();
      if (left <= 0) return;
      await this.news(left);
    }
  }

  /** Takes up to so many events. @throws what ended the call, when nothing is left to take */
  next(size: number): Taken {
    const events: StoredEvent[] = [];
    let position: Position = START;
    let caughtUp = false;
    while (events.length < size && !caughtUp) {
      const item = this.items.shift();
      if (!item) break;
      if ('caughtUp' in item) caughtUp = true;
      else {
        position = item.position;
        if (item.event) events.push(item.event);
      }
    }
    if (position === START && !caughtUp && this.over) throw this.over.error;
    if (this.items.length < LOW && this.subscription.isPaused()) this.subscription.resume();
    return { events, position, caughtUp };
  }

  /** Leaves the call: only cancelling frees its place on the connection. */
  end(): void {
    this.subscription.unsubscribe().catch(() => undefined);
    this.subscription.destroy();
  }

  private take(resolved: ResolvedEvent): void {
    this.given += 1;
    this.put(recordOf(resolved, this.namespace));
    while (this.held[0] && this.held[0].behind <= this.given) {
      const next = this.held.shift();
      if (next) this.put(next.item);
    }
    if (this.items.length >= HIGH) this.subscription.pause();
  }

  /** The client tells checkpoints and caught-up at once, while events before them may wait in its buffer. */
  private said(item: Item): void {
    const behind = this.given + this.subscription.readableLength;
    if (behind === this.given) this.put(item);
    else this.held.push({ behind, item });
  }

  private put(item: Item): void {
    this.items.push(item);
    this.rouse();
  }

  private finish(error: unknown): void {
    this.over ??= { error };
    this.rouse();
  }

  private async news(ms: number, ...signals: readonly (AbortSignal | undefined)[]): Promise<void> {
    this.waiting = new AbortController();
    await pause(ms, this.waiting.signal, ...signals);
    this.waiting = undefined;
  }

  private rouse(): void {
    this.waiting?.abort();
  }

  private filterOf(filter: EventFilter | undefined): Filter {
    const options = {
      maxSearchWindow: CHECKPOINT_WINDOW,
      checkpointReached: (_: unknown, { commit }: { commit: bigint }): void => {
        if (isPlausible(commit)) this.said({ position: positionOf(commit), event: null });
      },
    };
    const prefixes = this.namespace.prefixes(filter);
    return prefixes === null ? excludeSystemEvents(options) : streamNameFilter({ ...options, prefixes });
  }
}
