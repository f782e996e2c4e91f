import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type MessageEvent,
} from '@nestjs/common';
import { Observable, type Subscriber } from 'rxjs';
import { type EventStore, type Position, type StoredEvent } from '#event-sourcing';
import { DomainError } from '#kernel';
import { type ProjectionProgress } from '../stores/projection-progress.js';
import { EVENT_STORE, PROJECTION_PROGRESS } from '../stores/tokens.js';
import { HEARTBEAT, type LiveFilter, messageOf, resetTo, wants } from './live-events.js';

const HEARTBEAT_MS = 15_000;
/** Connections of this process; each is cheap, but none is free. */
export const MAX_LIVE_CONNECTIONS = 500;
/** A position that was not reached within this time is of another log. */
const KNOWN_WITHIN_MS = 500;
/** A client that missed more than this reads its screens again instead. */
export const MAX_REPLAY = 2000;

/** Passes events on to live clients after every read model holds them, so that what they fetch then shows them. */
@Injectable()
export class LiveFeed implements BeforeApplicationShutdown {
  private readonly clients = new Set<Subscriber<MessageEvent>>();
  private readonly logger = new Logger('live');

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTION_PROGRESS) private readonly projections: ProjectionProgress,
  ) {}

  /** From now on, or from behind `after`. @throws DomainError `live.too-many-connections` */
  open(filter: LiveFilter, after: Position | undefined): Observable<MessageEvent> {
    if (this.clients.size >= MAX_LIVE_CONNECTIONS) {
      throw new DomainError('live.too-many-connections', 'no live connection is free', {
        limit: MAX_LIVE_CONNECTIONS,
      });
    }
    return new Observable<MessageEvent>((client) => {
      this.clients.add(client);
      const end = this.follow(client, filter, after);
      return () => {
        this.clients.delete(client);
        end();
      };
    });
  }

  /** Ends every connection, so that the HTTP server can close; clients resume at the next server. */
  beforeApplicationShutdown(): void {
    for (const client of [...this.clients]) client.complete();
  }

  private follow(
    client: Subscriber<MessageEvent>,
    filter: LiveFilter,
    after: Position | undefined,
  ): () => void {
    // What is recorded while the past is read waits here, so that nothing is lost or sent twice in between.
    let waiting: StoredEvent[] | null = [];
    // What the answers show already is no news, even where this process hears of it only now.
    let sent = after ?? this.projections.progress().position;
    const send = (event: StoredEvent): void => {
      if (event.position <= sent || !wants(filter, event)) return;
      sent = event.position;
      client.next(messageOf(event));
    };
    const end = this.projections.changes((events) => {
      if (waiting) waiting.push(...events);
      else events.forEach(send);
    });
    const heartbeat = setInterval(() => client.next(HEARTBEAT), HEARTBEAT_MS);
    heartbeat.unref();
    client.next(HEARTBEAT);
    const goLive = (): void => {
      waiting?.forEach(send);
      waiting = null;
    };
    const resume = async (): Promise<void> => {
      if (after === undefined) return;
      sent = await this.resumedAt(client, after);
      await this.replay(client, filter, sent, send);
    };
    resume().then(goLive, (error: unknown) => {
      this.logger.warn(
        { reason: error instanceof Error ? error.message : 'unknown' },
        'a live client lost its past',
      );
      client.complete();
    });
    return () => {
      clearInterval(heartbeat);
      end();
    };
  }

  /** Where the client goes on: another process may have passed on what this one sees in a moment. */
  private async resumedAt(client: Subscriber<MessageEvent>, after: Position): Promise<Position> {
    if (await this.projections.waitFor(after, KNOWN_WITHIN_MS)) return after;
    // Of another log, or of this one before it was restored: nothing would ever lie behind it.
    const { position } = this.projections.progress();
    client.next(resetTo(position));
    return position;
  }

  private async replay(
    client: Subscriber<MessageEvent>,
    filter: LiveFilter,
    after: Position,
    send: (event: StoredEvent) => void,
  ): Promise<void> {
    const until = this.projections.progress().position;
    let count = 0;
    for await (const page of this.store.readAll({
      after,
      pageSize: 500,
      ...(filter && { filter: { categories: filter } }),
    })) {
      for (const event of page.events) {
        if (client.closed || event.position > until) return;
        count += 1;
        if (count > MAX_REPLAY) return client.next(resetTo(until));
        send(event);
      }
    }
  }
}
