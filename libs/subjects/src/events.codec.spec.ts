import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StoredEvent } from '#event-sourcing';
import { personal } from '#kernel';
import { subjectCodec } from './events.codec.js';

const FIXTURES = join(import.meta.dirname, '../../../test/fixtures/events');

const fixtures = readdirSync(FIXTURES)
  .filter((name) => name.startsWith('subjects.'))
  .map((name) => [name, JSON.parse(readFileSync(join(FIXTURES, name), 'utf8')) as StoredEvent] as const);

const own = <T>(value: T) => personal(value, ['subject-1']);

describe('stored shapes of subjects', () => {
  it.each(fixtures)('%s decodes for ever', (name, stored) => {
    const [, type, version] = name.split('.');
    expect([stored.type, `v${stored.metadata.schemaVersion}`]).toEqual([type, version]);
    const event = subjectCodec.decode(stored);
    expect(event).toMatchObject({ type, stream: stored.stream, occurredOn: stored.metadata.occurredOn });
    expect(subjectCodec.shapes[event.type].schema.parse(event.data)).toEqual(event.data);
  });

  it('has a fixture of every shape that was ever stored', () => {
    const shapes = Object.entries(subjectCodec.shapes).flatMap(([type, { version }]) =>
      Array.from({ length: version }, (_, index) => `${type} v${index + 1}`),
    );
    const stored = fixtures.map(([, { type, metadata }]) => `${type} v${metadata.schemaVersion}`);
    expect([...new Set(stored)].sort()).toEqual(shapes.sort());
  });

  it.each([
    ['a bare name', { kind: 'person', details: { name: 'Nông Thị Mẫu' } }],
    ['a field nobody knows', { kind: 'person', details: { name: own('Nông Thị Mẫu'), colour: 'blue' } }],
    ['a personal value of another shape', { kind: 'person', details: { name: own(['Nông Thị Mẫu']) } }],
    ['no name', { kind: 'person', details: {} }],
  ])('refuses %s', (_, data) => {
    const event = { type: 'SubjectRegistered', occurredOn: '2022-03-09', data } as never;
    expect(() => subjectCodec.encode(event)).toThrow();
  });

  it('takes values away, but never the name', () => {
    const correction = (changes: object) =>
      ({
        type: 'SubjectDetailsCorrected',
        occurredOn: '2022-03-09',
        data: { changes, reason: own('nhập sai') },
      }) as never;
    expect(subjectCodec.encode(correction({ passport: null })).schemaVersion).toBe(1);
    expect(() => subjectCodec.encode(correction({ name: null }))).toThrow();
  });
});
