import fc from 'fast-check';
import { type DomainEvent, effectiveHistory, foldedOn } from '#kernel';
import { type StoredEvent, StoreUnavailable } from './event-store.port.js';
import { decoded, longestFold } from './longest-fold.js';
import { type Projection } from './projection.js';
import { recorded } from './testing/index.js';

/** Cannot decode what is `Undecodable`, nor fold what is `Poisoned`; counts the rest. */
const projection = {
  codec: {
    decode: (event: StoredEvent) => {
      if (event.type === 'Undecodable') throw new Error(`unknown type at ${event.revision}`);
      return event;
    },
  },
  evolve: (document: { count: number } | null, { type, revision }: { type: string; revision: number }) => {
    if (type === 'Poisoned') throw new Error(`poison at ${revision}`);
    return { count: (document?.count ?? 0) + 1 };
  },
} as unknown as Projection;

const fold = (beginning: readonly StoredEvent[]) =>
  foldedOn(projection, null, effectiveHistory(decoded(projection, beginning)));

const historyOf = (...events: readonly (readonly [string, target?: number])[]): readonly StoredEvent[] => {
  const idOf = (revision: number) => `00000000-0000-5000-8000-${String(revision).padStart(12, '0')}`;
  const history = events.map(([type, target = 0]): DomainEvent => {
    return { type, data: { target: idOf(target) }, occurredOn: '2022-01-03' };
  });
  return recorded('tally-a', history) as unknown as readonly StoredEvent[];
};

describe('the longest beginning of a history that folds', () => {
  it('is all of it, or ends before the event that fails, which is told with what was thrown', async () => {
    const added = ['Added'] as const;
    expect(await longestFold(historyOf(added, added), -1, fold)).toEqual({
      folded: { count: 2 },
      failure: null,
    });
    expect(await longestFold(historyOf(added, added, ['Poisoned'], added), -1, fold)).toEqual({
      folded: { count: 2 },
      failure: { failedAt: 2, cause: new Error('poison at 2') },
    });
    expect(await longestFold(historyOf(['Undecodable'], added), -1, fold)).toEqual({
      folded: null,
      failure: { failedAt: 0, cause: new Error('unknown type at 0') },
    });
  });

  it('is none that is shorter than what is known', async () => {
    const history = historyOf(['Added'], ['Poisoned'], ['Added'], ['EventVoided', 1], ['Poisoned']);
    expect((await longestFold(history, 2, fold)).failure?.failedAt).toBe(4);
    expect(await longestFold(history, 3, fold)).toMatchObject({ folded: null, failure: { failedAt: 4 } });
  });

  it('is found where something fails that no event is to blame for, and not looked for without a store', async () => {
    const failing = (error: Error) => (beginning: readonly StoredEvent[]) => {
      if (beginning.length > 1) throw error;
      return fold(beginning);
    };
    const history = historyOf(['Added'], ['Added'], ['Added']);
    const cause = new Error('no key');
    expect(await longestFold(history, -1, failing(cause))).toEqual({
      folded: { count: 1 },
      failure: { failedAt: 1, cause },
    });
    await expect(longestFold(history, -1, failing(new StoreUnavailable('not now')))).rejects.toThrow(
      'not now',
    );
  });

  it('is the longest of all that fold, whatever is voided', async () => {
    const event = fc.tuple(
      fc.constantFrom('Added', 'Added', 'Poisoned', 'EventVoided', 'EventVoided', 'Undecodable'),
      fc.nat(9),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 12 }), async (events) => {
        const history = historyOf(...events);
        const folds = (length: number): boolean => {
          try {
            fold(history.slice(0, length));
            return true;
          } catch {
            return false;
          }
        };
        const longest = Array.from({ length: history.length + 1 }, (_, length) => length).findLast(folds);
        const { failure } = await longestFold(history, -1, fold);
        expect(failure?.failedAt ?? history.length).toBe(longest);
      }),
    );
  });
});
