import { chain, type StoredEvent } from '#event-sourcing';
import { moved, OFFICER, opened } from '../testing/data-folder.js';
import { parcelCodec } from '../testing/parcels.js';
import { ChainCheck } from './chain-check.js';

const STREAM = 'parcel-1';

/** Three events of one stream, chained as they were recorded. */
function history(): StoredEvent[] {
  const drafts = [opened('box'), moved('hall'), moved('shelf')].map((event, index) => ({
    id: `00000000-0000-4000-8000-00000000000${index}`,
    type: event.type,
    data: event.data,
    metadata: {
      schemaVersion: 1,
      occurredOn: event.occurredOn,
      recordedAt: '2022-01-04T03:00:00.000Z',
      actor: OFFICER,
      commandId: 'c',
      $correlationId: 'c',
      $causationId: 'c',
      fingerprint: 'f',
    },
  }));
  return chain(STREAM, drafts, 0, '').map((event, revision) => ({
    ...event,
    stream: STREAM,
    revision,
    position: `${revision + 1}`,
  }));
}

function faultsOf(events: readonly StoredEvent[]): [number, string][] {
  const check = new ChainCheck((category) => (category === 'parcel' ? { codec: parcelCodec } : undefined));
  for (const event of events) check.add(event);
  return check.faults.map(({ revision, why }) => [revision, why]);
}

describe('the check of hash chains', () => {
  it('finds nothing in what was recorded, whole or interleaved with another stream', () => {
    expect(faultsOf(history())).toEqual([]);
  });

  it('reports an altered event once, and not what follows it', () => {
    const [first, second, third] = history() as [StoredEvent, StoredEvent, StoredEvent];
    const altered = { ...second, data: { to: 'bin' } };
    expect(faultsOf([first, altered, third])).toEqual([[1, 'its content is not what was recorded']]);
  });

  it('reports an altered event whose hash was made to fit at the event behind it', () => {
    const [first, second, third] = history() as [StoredEvent, StoredEvent, StoredEvent];
    const { integrity: _, ...metadata } = second.metadata;
    const [forged] = chain(
      STREAM,
      [{ ...second, data: { to: 'bin' }, metadata }],
      1,
      first.metadata.integrity.hash,
    );
    expect(faultsOf([first, { ...second, ...forged }, third])).toEqual([
      [2, 'the link to the event before it is broken'],
    ]);
  });

  it.each([
    [
      'missing',
      (events: StoredEvent[]) => events.toSpliced(1, 1),
      [[2, expect.stringContaining('follows revision 0')]],
    ],
    [
      'first',
      (events: StoredEvent[]) => events.slice(1),
      [[1, expect.stringContaining('follows revision -1')]],
    ],
    [
      'doubled',
      (events: StoredEvent[]) => events.toSpliced(1, 0, events[0]!),
      [[0, expect.stringContaining('follows revision 0')]],
    ],
  ])('reports an event that is %s', (_, change, expected) => {
    expect(faultsOf(change(history()))).toEqual(expected);
  });

  it('reports what this program cannot read', () => {
    const [first] = history() as [StoredEvent];
    const unknown = faultsOf([{ ...first, type: 'ParcelEaten' }]);
    expect(unknown).toEqual([
      [0, 'its content is not what was recorded'],
      [0, expect.stringContaining('unknown type')],
    ]);
    expect(faultsOf([{ ...first, stream: 'letter-1' }])).toContainEqual([
      0,
      'no module of this program knows streams of its category',
    ]);
  });

  it.each([[null], [{}], [{ integrity: null }], [{ integrity: { hash: 7 } }]])(
    'reports damaged metadata %j and goes on',
    (metadata) => {
      const [first, second] = history() as [StoredEvent, StoredEvent];
      const faults = faultsOf([{ ...first, metadata: metadata as never }, second]);
      expect(faults.map(([revision]) => revision)).toEqual(expect.arrayContaining([0, 1]));
    },
  );

  it('keeps the first thousand faults and counts the others', () => {
    const check = new ChainCheck(() => undefined);
    const [first] = history() as [StoredEvent];
    for (let index = 0; index < 1100; index += 1) check.add({ ...first, stream: `parcel-${index}` });
    expect([check.faults.length, check.faultCount, check.events, check.streams]).toEqual([
      1000, 2199, 1100, 1100,
    ]);
  });
});
