import { type ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { nameOf, revisionOf } from './append.js';
import { type SubscriptionEnd } from './faults.js';
import { positionOf, rowAt } from './positions.js';
import { commitIn, fail } from './read.js';
import { type LogRecord } from './server-log.js';
import { type ServerState } from './server-state.js';
import { streamDeleted, tooSlow, unavailable, unknown } from './statuses.js';
import { caughtUp, checkpointAt, confirmation, eventMessage, type ReadCall, send } from './wire.js';

const WINDOW = 32;

interface Wanted {
  /** Row behind which the subscription begins. */
  readonly after: number;
  readonly matches: (record: LogRecord) => boolean;
  /** Records between two checkpoints; without a filter there are none. */
  readonly window: number | null;
}

/** A Read call that goes on: confirmation, what is there, caught up, and then what comes. */
export async function subscribe(state: ServerState, call: ReadCall, gone: AbortSignal): Promise<void> {
  const wanted = await wantedBy(state, call.request.getOptions());
  if ('code' in wanted) return fail(call, wanted);
  const ending = new AbortController();
  const signal = AbortSignal.any([gone, ending.signal]);
  const forget = state.control.register((end) => {
    ending.abort();
    finish(call, end);
  });
  gone.addEventListener('abort', forget, { once: true });
  await deliver(state, call, wanted, signal);
}

async function deliver(
  state: ServerState,
  call: ReadCall,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<void> {
  let told = false;
  let considered = 0;
  await send(call, confirmation(), signal);
  for await (const { records, caughtUp: atEnd } of state.log.follow(wanted.after, signal)) {
    for (const record of records) {
      if (wanted.matches(record)) await send(call, eventMessage(record), signal);
      considered += 1;
      if (wanted.window === null || considered % wanted.window > 0) continue;
      // The first checkpoint of a reading from the start stands at 0.
      const first = wanted.after === 0 && considered === wanted.window;
      await send(call, checkpointAt(first ? 0n : record.position), signal);
    }
    if (signal.aborted) return;
    if (atEnd && !told) await send(call, caughtUp(), signal);
    told ||= atEnd;
  }
}

function finish(call: ReadCall, end: SubscriptionEnd): void {
  switch (end) {
    case 'clean':
      call.end();
      return;
    case 'too-slow':
      return fail(call, tooSlow());
    case 'unavailable':
      return fail(call, unavailable());
    case 'unknown':
      return fail(call, unknown());
    case 'mute':
  }
}

async function wantedBy(
  state: ServerState,
  options: ReadReq.Options | undefined,
): Promise<Wanted | ReturnType<typeof unknown>> {
  if (!options) return unknown('no options');
  const stream = nameOf(options.getStream()?.getStreamIdentifier());
  if (options.hasStream()) {
    if (state.deletions.isTombstoned(stream)) return streamDeleted(stream);
    const asked = options.getStream();
    const from = asked?.hasStart() ? -1 : revisionOf(asked?.getRevision() ?? '0');
    const matches = (record: LogRecord): boolean => record.stream === stream && record.revision > from;
    return { after: asked?.hasEnd() ? await state.log.size() : 0, matches, window: null };
  }
  const after = await rowBehind(state, options.getAll());
  if (after === null) return unknown('no record begins there');
  return { after, ...filterOf(options) };
}

async function rowBehind(
  state: ServerState,
  all: ReadReq.Options.AllOptions | undefined,
): Promise<number | null> {
  const size = await state.log.size();
  if (all?.hasStart()) return 0;
  if (all?.hasEnd()) return size;
  const commit = commitIn(all);
  // Beyond the end is taken, and what comes is delivered although it lies before.
  return size > 0 && commit > positionOf(size) ? size : rowAt(commit);
}

function filterOf(options: ReadReq.Options): Pick<Wanted, 'matches' | 'window'> {
  const filter = options.getFilter();
  if (!filter) return { matches: () => true, window: null };
  const window = (filter.hasMax() ? filter.getMax() : WINDOW) * filter.getCheckpointintervalmultiplier();
  const expression = filter.getStreamIdentifier() ?? filter.getEventType();
  const prefixes = expression?.getPrefixList() ?? [];
  const regex = expression?.getRegex() ? new RegExp(expression.getRegex()) : null;
  const textOf = (record: LogRecord): string => (filter.hasStreamIdentifier() ? record.stream : record.type);
  return {
    window,
    matches: (record) => {
      const text = textOf(record);
      return regex ? regex.test(text) : prefixes.some((prefix) => text.startsWith(prefix));
    },
  };
}
