import { brokenLink, chain, type NewEvent, type StoredEvent } from './index.js';

const draft = (id: string, data: unknown) => ({
  id,
  type: 'Noted',
  data,
  metadata: {
    schemaVersion: 1,
    occurredOn: '2022-01-03',
    recordedAt: '2022-01-03T02:00:00.000Z',
    actor: { id: 'a', role: 'officer' as const, unit: 'u' },
    commandId: 'c',
    $correlationId: 'c',
    $causationId: 'c',
    fingerprint: 'f',
  },
});

const stored = (events: readonly NewEvent[]): StoredEvent[] =>
  events.map((event, revision) => ({ ...event, stream: 'case-1', revision, position: String(revision) }));

const reasons = (events: readonly StoredEvent[]) =>
  events.map((event, index) => brokenLink(event, events[index - 1]?.metadata.integrity.hash ?? ''));

describe('the hash chain', () => {
  const chained = stored(
    chain('case-1', [draft('1', { b: 1, a: 'Đ' }), draft('2', { n: [1, null] })], 0, ''),
  );

  it('links each event to the one before', () => {
    expect(reasons(chained)).toEqual([null, null]);
    expect(chained[1]?.metadata.integrity.previous).toBe(chained[0]?.metadata.integrity.hash);
  });

  it('does not depend on the order of keys', () => {
    const [first] = stored(chain('case-1', [draft('1', { a: 'Đ', b: 1 })], 0, ''));
    expect(first?.metadata.integrity).toEqual(chained[0]?.metadata.integrity);
  });

  it.each([
    ['data', (event: StoredEvent) => ({ ...event, data: { b: 2, a: 'Đ' } })],
    [
      'the actor',
      (event: StoredEvent) => withMetadata(event, { actor: { id: 'b', role: 'head', unit: 'u' } }),
    ],
    ['the day', (event: StoredEvent) => withMetadata(event, { occurredOn: '2022-01-04' })],
    ['the type', (event: StoredEvent) => ({ ...event, type: 'Voided' })],
    ['the stream', (event: StoredEvent) => ({ ...event, stream: 'case-2' })],
    ['the place', (event: StoredEvent) => ({ ...event, revision: 1 })],
  ])('shows a change of %s', (_, change) => {
    expect(reasons([change(chained[0]!)])).toEqual(['its content is not what was recorded']);
  });

  it('shows an event that was taken out', () => {
    expect(reasons([chained[1]!])).toEqual(['the link to the event before it is broken']);
  });
});

const withMetadata = (event: StoredEvent, change: object): StoredEvent => ({
  ...event,
  metadata: { ...event.metadata, ...change },
});
