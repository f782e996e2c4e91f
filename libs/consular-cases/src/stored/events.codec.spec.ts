import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StoredEvent } from '#event-sourcing';
import { type DomainEvent, isPlain, isSealed, personal } from '#kernel';
import { fieldsOf, KIND_CODES, type KindCode } from '../domain/kinds/index.js';
import { type ConsularCaseEvent } from '../domain/events/index.js';
import { consularCaseCodec } from './events.codec.js';
import {
  caseIn,
  declined,
  handedOver,
  linked,
  mergedCase,
  prisonRelease,
  receivedByTransfer,
  reopened,
  remainsEntry,
  step,
  surviving,
  trafficking,
} from '../testing/index.js';

const FIXTURES = join(import.meta.dirname, '../../../../test/fixtures/events');

const fixtures = readdirSync(FIXTURES)
  .filter((name) => name.startsWith('consular-cases.'))
  .map((name) => [name, JSON.parse(readFileSync(join(FIXTURES, name), 'utf8')) as StoredEvent] as const)
  .filter(([, { stream }]) => stream.startsWith(`${consularCaseCodec.category}-`));

const own = <T>(value: T) => personal(value, ['subject-1']);

describe('stored shapes of consular cases', () => {
  it.each(fixtures)('%s decodes for ever', (name, stored) => {
    const [, type, version] = name.split('.');
    expect([stored.type, `v${stored.metadata.schemaVersion}`]).toEqual([type, version]);
    const event = consularCaseCodec.decode(stored);
    expect(event).toMatchObject({ type, stream: stored.stream, occurredOn: stored.metadata.occurredOn });
    expect(consularCaseCodec.shapes[event.type].schema.parse(event.data)).toEqual(event.data);
  });

  it('have a fixture each, of every version, and of the facts of every kind', () => {
    const shapes = Object.entries(consularCaseCodec.shapes).flatMap(([type, { version }]) =>
      Array.from({ length: version }, (_, index) => `${type} v${index + 1}`),
    );
    const stored = fixtures.map(([, { type, metadata }]) => `${type} v${metadata.schemaVersion}`);
    expect([...new Set(stored)].sort()).toEqual(shapes.sort());
    const details = fixtures.flatMap(([, { type, data }]) =>
      type === 'KindDetailsRecorded' ? [data as { kind: KindCode; details: object }] : [],
    );
    expect(details.map(({ kind }) => kind).sort()).toEqual(
      KIND_CODES.filter((kind) => fieldsOf(kind).length > 0).sort(),
    );
    for (const { kind, details: facts } of details) {
      expect(Object.keys(facts)).toEqual(fieldsOf(kind).map(({ name }) => name));
    }
  });

  it.each([
    ['a case by the straight way', caseIn('closed')],
    ['a withdrawal', caseIn('withdrawn')],
    ['people who cannot be reached', caseIn('unreachable')],
    ['new facts', reopened()],
    ['a link', linked()],
    ['a transfer', handedOver()],
    ['a case that has taken another one in, and given it back', surviving(step('RevertMerge'))],
    ['a case that was merged, and is one of its own again', mergedCase({ unmerged: true })],
    ['a transfer that was declined', declined()],
    ['a reception', receivedByTransfer()],
    ['a release at the gate', prisonRelease()],
    ['an entry of ashes', remainsEntry()],
    ['a victim brought home', trafficking()],
  ])('take what is decided in %s as it is', (_, history) => {
    for (const event of history) {
      const { version: schemaVersion } = consularCaseCodec.shapes[event.type];
      expect(consularCaseCodec.encode(event)).toStrictEqual({ schemaVersion, data: event.data });
    }
  });

  const note = (text: unknown): ConsularCaseEvent =>
    ({ type: 'NoteAdded', data: { text }, occurredOn: '2022-03-10' }) as never;
  const facts = (kind: string, details: object): ConsularCaseEvent =>
    ({ type: 'KindDetailsRecorded', data: { kind, details }, occurredOn: '2022-03-10' }) as never;

  it.each([
    ['a bare text', note('x')],
    ['an empty text', note(own(''))],
    ['no text', note(undefined)],
    ['a bare offence', facts('detention', { allegedOffence: 'x' })],
    ['an offence of another shape', facts('detention', { allegedOffence: own(5) })],
    ['a day that does not exist', facts('detention', { arrestedOn: own('2022-02-30') })],
    ['a choice that is none', facts('detention', { visitConsent: 'perhaps' })],
    ['a fact of another kind', facts('detention', { vessel: own('CB-1') })],
    ['a kind that is none', facts('piracy', {})],
    ['money of no currency', facts('death_abroad', { costs: own({ amount: 1, currency: 'XYZ' }) })],
  ])('refuse %s', (_, event) => {
    expect(() => consularCaseCodec.encode(event)).toThrow();
  });

  it('store every text sealed: nothing that an officer wrote is in the open', () => {
    const written = /\s/;
    for (const event of [...caseIn('closed'), ...trafficking(), ...remainsEntry()] as DomainEvent[]) {
      for (const value of openStrings(event.data)) expect(value).not.toMatch(written);
    }
  });
});

/** Strings that no key protects. */
function openStrings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || isPlain(value) || isSealed(value)) return [];
  return Object.values(value).flatMap(openStrings);
}
