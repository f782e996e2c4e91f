import { type ExpectedRevision, MAX_APPEND_BYTES, type StoredEvent, type StreamName } from '#event-sourcing';

/** Events of one stream that follow one another in the log, to be appended at once. */
export interface Run {
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  readonly events: readonly StoredEvent[];
}

const MOST_EVENTS = 500;

/** A part of a log as appends that give the same log again, in the same order. */
export function* runsOf(events: readonly StoredEvent[]): Iterable<Run> {
  let run: StoredEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event.data));
    const [first] = run;
    const fits =
      first?.stream === event.stream && run.length < MOST_EVENTS && bytes + size <= MAX_APPEND_BYTES;
    if (first && !fits) {
      yield asRun(first, run);
      [run, bytes] = [[], 0];
    }
    run.push(event);
    bytes += size;
  }
  const [first] = run;
  if (first) yield asRun(first, run);
}

const asRun = ({ stream, revision }: StoredEvent, events: readonly StoredEvent[]): Run => ({
  stream,
  expected: revision === 0 ? 'no-stream' : revision - 1,
  events,
});
