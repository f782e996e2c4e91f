import { idOf, type MergedPair, type StoredEvent, type StreamName } from '#event-sourcing';
import { type LogDeps, type PairedEvent, type Pairing, type ProgramCommand } from './module-descriptor.js';

/** What a module says of merges, for programs to find and finish them. // docs/adr/021 */
export interface MergePairing {
  /** The events of both sides, and whether they say that the two are joined. */
  readonly joined: Readonly<Record<string, boolean | undefined>>;
  readonly stream: (id: string) => StreamName;
  readonly finish: (deps: LogDeps, pair: MergedPair, command: ProgramCommand) => Promise<void>;
  /** The surviving side gave the merge up: that, too, is an end. */
  readonly isRefusal: (error: unknown) => boolean;
}

/** Events name the other side as `merged` or as `surviving`; the surviving side comes first. */
export const mergePairing = ({ joined, stream, finish, isRefusal }: MergePairing): Pairing => ({
  read: ({ type, stream: here, data }: StoredEvent): PairedEvent | null => {
    const says = joined[type];
    if (says === undefined) return null;
    const { merged, surviving } = data as {
      readonly merged?: { id: string };
      readonly surviving?: { id: string };
    };
    const own = idOf(here);
    const pair = { first: stream(surviving?.id ?? own), second: stream(merged?.id ?? own) };
    return { ...pair, side: merged ? 'first' : 'second', joined: says };
  },
  finish: async (deps, { first, second }, command) => {
    try {
      await finish(deps, { surviving: idOf(first), merged: idOf(second) }, command);
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  },
});
