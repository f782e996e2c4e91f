import { type CommandContext, DomainError, personal } from '#kernel';
import {
  chain,
  type CommandRequest,
  ConcurrencyConflict,
  eventIdOf,
  type EventStore,
  type NewEvent,
  type Sealer,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';
import { type RegisterEvent } from './domain/events.js';
import { Register, type TakenNumber } from './domain/register.js';
import { REGISTER_CATEGORY, registerCodec } from './events.codec.js';

/** How the numbers of one kind of stream look: `BHCD-2022-0007` is series BHCD, width 4. */
export interface NumberSeries {
  readonly series: string;
  /** Digits of the sequence, padded with zeros; a longer sequence is written whole. */
  readonly width: number;
}

/** Who asks for a number, for which stream, and in which year's register. */
export interface NumberRequest {
  readonly series: NumberSeries;
  readonly year: number;
  readonly holder: StreamName;
  readonly context: CommandContext;
  readonly request: CommandRequest;
}

interface Waiting {
  readonly asked: NumberRequest;
  readonly resolve: (number: string) => void;
  readonly reject: (reason: unknown) => void;
}

type Draft = Parameters<typeof chain>[1][number];

/** The register's fold and the last link of its chain: what a next append builds on. */
interface Folded {
  readonly register: Register;
  last: StoredEvent | NewEvent | undefined;
  revision: number;
}

const ATTEMPTS = 20;

/**
 * Numbers per series and year, dense and in order of receipt. Requests are queued per register inside the process and
 * taken together in one append; between processes the expected revision decides and the loser tries again.
 */
export class NumberRegister {
  private readonly queues = new Map<StreamName, Waiting[]>();
  private readonly folded = new Map<StreamName, Folded>();

  constructor(
    private readonly store: EventStore,
    private readonly sealer: Sealer,
  ) {}

  /**
   * The number for the request's command, durably taken; the same command gets the same number for ever.
   * @throws StoreUnavailable, ConcurrencyConflict: ask again with the same command
   */
  take(asked: NumberRequest): Promise<string> {
    const stream = registerStream(asked.series.series, asked.year);
    return new Promise((resolve, reject) => {
      const waiting = { asked, resolve, reject };
      const queue = this.queues.get(stream);
      if (queue) return void queue.push(waiting);
      this.queues.set(stream, [waiting]);
      void this.drain(stream);
    });
  }

  /** Every number in use in one register, as the log has it now. */
  async inUse(stream: StreamName): Promise<readonly TakenNumber[]> {
    this.folded.delete(stream);
    return (await this.current(stream)).register.inUse();
  }

  /**
   * Puts on record that a number's holder never came.
   * @throws DomainError `number-register.not-in-use`
   */
  async leaveUnused(
    stream: StreamName,
    sequence: number,
    reason: string,
    { context, request }: Pick<NumberRequest, 'context' | 'request'>,
  ): Promise<void> {
    this.folded.delete(stream);
    const folded = await this.current(stream);
    const taken = folded.register.inUse().find((entry) => entry.sequence === sequence);
    if (!taken) throw new DomainError('number-register.not-in-use', 'the number is not in use', { sequence });
    const data = { sequence, number: taken.number, reason: personal(reason, []) };
    await this.append(stream, folded, [
      await this.draft(stream, 'NumberLeftUnused', data, { context, request }),
    ]);
  }

  private async drain(stream: StreamName): Promise<void> {
    for (let queue = this.queues.get(stream); queue && queue.length > 0;) {
      const batch = queue.splice(0);
      try {
        const numbers = await this.takeAll(
          stream,
          batch.map(({ asked }) => asked),
        );
        batch.forEach(({ resolve }, index) => resolve(numbers[index] as string));
      } catch (error) {
        // The outcome may be unknown: what is remembered is read again before the next number.
        this.folded.delete(stream);
        batch.forEach(({ reject }) => reject(error));
      }
    }
    this.queues.delete(stream);
  }

  private async takeAll(stream: StreamName, batch: readonly NumberRequest[]): Promise<string[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const folded = await this.current(stream);
        const { register } = folded;
        const fresh = firstOfEach(batch.filter((asked) => !register.takenBy(asked.request.commandId)));
        const drafts = fresh.map(async (asked, index) => {
          const sequence = register.lastSequence + 1 + index;
          const data = { sequence, number: numberOf(asked, sequence), holder: asked.holder };
          return this.draft(stream, 'NumberTaken', data, asked);
        });
        if (drafts.length > 0) await this.append(stream, folded, await Promise.all(drafts));
        return batch.map((asked) => register.takenBy(asked.request.commandId)?.number as string);
      } catch (error) {
        if (!(error instanceof ConcurrencyConflict) || attempt === ATTEMPTS) throw error;
        await this.catchUp(stream);
      }
    }
  }

  private async draft<T extends RegisterEvent['type']>(
    stream: StreamName,
    type: T,
    data: Extract<RegisterEvent, { type: T }>['data'],
    { context, request }: Pick<NumberRequest, 'context' | 'request'>,
  ): Promise<Draft> {
    const event = { type, data, occurredOn: context.today } as RegisterEvent;
    const encoded = registerCodec.encode(event);
    return {
      id: eventIdOf(stream, request.commandId, type === 'NumberTaken' ? 0 : 1),
      type,
      data: await this.sealer.seal(stream, encoded.data),
      metadata: {
        schemaVersion: encoded.schemaVersion,
        occurredOn: event.occurredOn,
        recordedAt: context.now,
        actor: context.actor,
        commandId: request.commandId,
        $correlationId: request.correlationId,
        $causationId: request.causationId,
        fingerprint: request.fingerprint,
      },
    };
  }

  private async append(stream: StreamName, folded: Folded, drafts: readonly Draft[]): Promise<void> {
    const events = chain(stream, drafts, folded.revision + 1, folded.last?.metadata.integrity.hash ?? '');
    const expected = folded.revision < 0 ? 'no-stream' : folded.revision;
    const { position, revision } = await this.store.append(stream, events, expected);
    const first = revision - events.length + 1;
    this.remember(
      folded,
      events.map((event, index) => ({ ...event, stream, position, revision: first + index })),
    );
  }

  private async current(stream: StreamName): Promise<Folded> {
    const known = this.folded.get(stream);
    if (known) return known;
    this.folded.set(stream, { register: new Register(), last: undefined, revision: -1 });
    return this.catchUp(stream);
  }

  private async catchUp(stream: StreamName): Promise<Folded> {
    const folded = this.folded.get(stream) ?? { register: new Register(), last: undefined, revision: -1 };
    this.folded.set(stream, folded);
    this.remember(folded, await this.store.readStream(stream, { from: folded.revision + 1 }));
    return folded;
  }

  private remember(folded: Folded, events: readonly StoredEvent[]): void {
    for (const event of events) folded.register.evolve(registerCodec.decode(event));
    folded.last = events.at(-1) ?? folded.last;
    folded.revision = events.at(-1)?.revision ?? folded.revision;
  }
}

/** The stream of one series' register of one year. */
export const registerStream = (series: string, year: number): StreamName =>
  `${REGISTER_CATEGORY}-${series}-${year}`;

function numberOf({ series, year }: NumberRequest, sequence: number): string {
  return `${series.series}-${year}-${String(sequence).padStart(series.width, '0')}`;
}

/** A command that stands twice in a batch takes one number. */
function firstOfEach(batch: readonly NumberRequest[]): NumberRequest[] {
  return [...new Map(batch.map((asked) => [asked.request.commandId, asked])).values()];
}
