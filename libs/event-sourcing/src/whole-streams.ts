import { type DomainEvent, type Recorded } from '#kernel';
import { type EventCodec } from './codec.js';
import { type EventStore, START, type StreamName } from './event-store.port.js';
import { extended, type FoldedStream, type FoldedStreams, type Folds } from './folded-streams.js';

/** A stream with its whole history in the place of a state: read anew for each command, as such commands are rare. */
export function wholeStream<E extends DomainEvent>(
  store: EventStore,
  remembered: FoldedStreams,
  codec: EventCodec<E>,
  stream: StreamName,
): Folds<readonly Recorded<E>[]> {
  const read = async (): Promise<FoldedStream<readonly Recorded<E>[]>> => {
    const stored = await store.readStream(stream);
    const state = stored.map((event) => codec.decode(event));
    return extended({ state, revision: -1, position: START, lastHash: '', commands: new Map() }, stored);
  };
  return {
    of: async () => ({ folded: await read(), fresh: true }),
    // What is read anew for each command is never behind.
    refreshed: read,
    append: () => {
      remembered.forget(stream);
      return Promise.resolve();
    },
  };
}
