import {
  brokenLink,
  categoryOf,
  type EventCodec,
  type Position,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';

/** Something in the log that is not as it was recorded. */
export interface Fault {
  readonly stream: StreamName;
  readonly revision: number;
  readonly position: Position;
  readonly why: string;
}

/** Faults that are kept with their place; further ones are counted. */
const KEPT = 1_000;

interface End {
  readonly revision: number;
  readonly hash: string;
}

/** Recomputes the hash chains of streams from their events, given in the order of the log or of one stream. */
export class ChainCheck {
  readonly faults: Fault[] = [];
  faultCount = 0;
  events = 0;
  private readonly ends = new Map<StreamName, End>();

  constructor(private readonly codecOf: (category: string) => EventCodec | undefined) {}

  get streams(): number {
    return this.ends.size;
  }

  add(event: StoredEvent): void {
    this.events += 1;
    const end = this.ends.get(event.stream) ?? { revision: -1, hash: '' };
    for (const why of this.whatIsWrong(event, end)) this.report(event, why);
    this.ends.set(event.stream, { revision: event.revision, hash: hashOf(event) });
  }

  private whatIsWrong(event: StoredEvent, end: End): string[] {
    const follows = event.revision === end.revision + 1;
    const gap = follows ? [] : [`it follows revision ${end.revision}: events are missing or doubled`];
    // After a gap only the content can be judged: by the link it claims itself.
    const link = linkFault(event, follows ? end.hash : undefined);
    return [...gap, ...link, ...this.decodingFault(event)];
  }

  private decodingFault(event: StoredEvent): string[] {
    const codec = this.codecOf(categoryOf(event.stream));
    if (!codec) return ['no module of this program knows streams of its category'];
    try {
      codec.decode(event);
      return [];
    } catch (error) {
      return [`it cannot be read: ${messageOf(error)}`];
    }
  }

  private report({ stream, revision, position }: StoredEvent, why: string): void {
    this.faultCount += 1;
    if (this.faults.length < KEPT) this.faults.push({ stream, revision, position, why });
  }
}

function linkFault(event: StoredEvent, previous: string | undefined): string[] {
  try {
    const why = brokenLink(event, previous ?? event.metadata.integrity.previous);
    return why === null ? [] : [why];
  } catch {
    return ['its metadata is damaged'];
  }
}

/** The stored link, so that one altered event is reported once and not with everything behind it. */
function hashOf({ metadata }: StoredEvent): string {
  // Damaged metadata may be anything.
  const hash = (metadata as { integrity?: { hash?: unknown } } | null)?.integrity?.hash;
  return typeof hash === 'string' ? hash : '';
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
