import { brokenLink, categoryOf, type Position, type StoredEvent, type StreamName } from '#event-sourcing';
import { type LocalDate } from '#kernel';
import { type StreamDescriptor } from '#platform';

/** What a program knows of the streams of a category. */
export type KnownStreams = (category: string) => Pick<StreamDescriptor, 'codec' | 'erasedBy'> | undefined;

/** Something in the log that is not as it was recorded. */
export interface Fault {
  readonly stream: StreamName;
  readonly revision: number;
  readonly position: Position;
  readonly why: string;
}

/** A stream whose personal values nobody can open any more; its chain is as whole as it was. */
export interface Erased {
  readonly stream: StreamName;
  /** Of the event that says so. */
  readonly revision: number;
  readonly on: LocalDate;
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
  readonly erased: Erased[] = [];
  faultCount = 0;
  events = 0;
  private readonly ends = new Map<StreamName, End>();

  constructor(private readonly known: KnownStreams) {}

  get streams(): number {
    return this.ends.size;
  }

  add(event: StoredEvent): void {
    this.events += 1;
    const end = this.ends.get(event.stream) ?? { revision: -1, hash: '' };
    const known = this.known(categoryOf(event.stream));
    const wrong = this.whatIsWrong(event, end, known);
    for (const why of wrong) this.report(event, why);
    if (known?.erasedBy === event.type && wrong.length === 0) this.erased.push(erasedBy(event));
    this.ends.set(event.stream, { revision: event.revision, hash: hashOf(event) });
  }

  private whatIsWrong(event: StoredEvent, end: End, known: ReturnType<KnownStreams>): string[] {
    const follows = event.revision === end.revision + 1;
    const gap = follows ? [] : [`it follows revision ${end.revision}: events are missing or doubled`];
    // After a gap only the content can be judged: by the link it claims itself.
    const link = linkFault(event, follows ? end.hash : undefined);
    return [...gap, ...link, ...decodingFault(event, known)];
  }

  private report({ stream, revision, position }: StoredEvent, why: string): void {
    this.faultCount += 1;
    if (this.faults.length < KEPT) this.faults.push({ stream, revision, position, why });
  }
}

const erasedBy = ({ stream, revision, metadata }: StoredEvent): Erased => ({
  stream,
  revision,
  on: metadata.occurredOn,
});

function decodingFault(event: StoredEvent, known: ReturnType<KnownStreams>): string[] {
  if (!known) return ['no module of this program knows streams of its category'];
  try {
    known.codec.decode(event);
    return [];
  } catch (error) {
    return [`it cannot be read: ${messageOf(error)}`];
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
