import { z } from 'zod';
import { type DomainEvent, type Personal, personal } from '#kernel';
import { EventCodec, personalValue, type StoredEvent, UndecodableEvent } from './index.js';

type Named = DomainEvent<'Named', { readonly name: Personal<string>; readonly kind: 'person' | 'company' }>;

/** Version 1 had no kind, version 2 called a company a firm. */
const codec = new EventCodec<Named>('thing', {
  Named: {
    version: 3,
    description: '',
    schema: z.strictObject({ name: personalValue(z.string()), kind: z.enum(['person', 'company']) }),
    upcasts: {
      1: (data: { name: unknown }) => ({ ...data, kind: 'person' }),
      2: (data: { kind: string }) => ({ ...data, kind: data.kind === 'firm' ? 'company' : data.kind }),
    },
  },
});

const sealed = { $sealed: { key: 'k', wrapped: 'w', data: 'd', commitment: 'c' } };

const stored = (schemaVersion: number, data: unknown, type = 'Named'): StoredEvent => ({
  id: 'e1',
  type,
  data,
  stream: 'thing-1',
  revision: 0,
  position: '1',
  metadata: {
    schemaVersion,
    occurredOn: '2022-01-03',
    recordedAt: '2022-01-03T02:00:00.000Z',
    actor: { id: 'a', role: 'officer', unit: 'u' },
    commandId: 'c',
    $correlationId: 'r',
    $causationId: 'c',
    fingerprint: 'f',
    integrity: { previous: '', hash: 'h' },
  },
});

describe('the codec', () => {
  it('encodes the current version', () => {
    const data = { name: personal('An', ['subject-1']), kind: 'person' as const };
    expect(codec.encode({ type: 'Named', data, occurredOn: '2022-01-03' })).toEqual({
      schemaVersion: 3,
      data,
    });
  });

  it('refuses a personal value in the open, and anything that is not of the shape', () => {
    const encode = (data: unknown) => () =>
      codec.encode({ type: 'Named', data, occurredOn: '2022-01-03' } as Named);
    expect(encode({ name: 'An', kind: 'person' })).toThrow('personal');
    expect(encode({ name: personal(7, []), kind: 'person' })).toThrow('personal');
    expect(encode({ name: personal('An', []), kind: 'person', extra: 1 })).toThrow();
  });

  it.each([
    [1, { name: sealed }, 'person'],
    [2, { name: sealed, kind: 'firm' }, 'company'],
    [3, { name: sealed, kind: 'company' }, 'company'],
  ])('reads version %d', (version, data, kind) => {
    expect(codec.decode(stored(version, data))).toEqual({
      type: 'Named',
      data: { name: sealed, kind },
      occurredOn: '2022-01-03',
      id: 'e1',
      stream: 'thing-1',
      revision: 0,
      position: '1',
      recordedAt: '2022-01-03T02:00:00.000Z',
      actor: { id: 'a', role: 'officer', unit: 'u' },
      commandId: 'c',
      correlationId: 'r',
      causationId: 'c',
    });
  });

  it.each([
    ['an unknown type', stored(3, {}, 'Renamed')],
    ['a version from the future', stored(4, { name: sealed, kind: 'person' })],
    ['a version it has no way from', stored(0, {})],
    ['old data that is not of its shape', stored(2, { name: 'open', kind: 'firm' })],
  ])('says that it cannot read %s', (_, event) => {
    expect(() => codec.decode(event)).toThrow(UndecodableEvent);
  });
});
