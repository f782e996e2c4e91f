import { type StoredEvent } from '#event-sourcing';
import { METADATA } from '#store-contracts/testing';
import { runsOf } from './runs.js';

const event = (stream: string, revision: number, data: unknown = {}): StoredEvent => ({
  id: `${stream}-${revision}`,
  type: 'T',
  data,
  metadata: METADATA,
  stream,
  revision,
  position: '',
});

const shown = (events: readonly StoredEvent[]) =>
  [...runsOf(events)].map((run) => [run.stream, run.expected, run.events.map(({ revision }) => revision)]);

describe('the runs of a log', () => {
  it('keep its order, and take together what follows in one stream', () => {
    const [a, b] = ['case-a', 'case-b'];
    expect(shown([event(a, 0), event(a, 1), event(b, 4), event(a, 2), event(a, 3)])).toEqual([
      [a, 'no-stream', [0, 1]],
      [b, 3, [4]],
      [a, 1, [2, 3]],
    ]);
    expect(shown([])).toEqual([]);
  });

  it('are no larger than an append may be', () => {
    const large = 'x'.repeat(400_000);
    const events = [0, 1, 2, 3].map((revision) => event('case-a', revision, { large }));
    expect(shown(events)).toEqual([
      ['case-a', 'no-stream', [0, 1]],
      ['case-a', 1, [2, 3]],
    ]);
  });

  it('are no longer than a few hundred events', () => {
    const events = Array.from({ length: 1100 }, (_, revision) => event('case-a', revision));
    expect([...runsOf(events)].map((run) => [run.expected, run.events.length])).toEqual([
      ['no-stream', 500],
      [499, 500],
      [999, 100],
    ]);
  });
});
