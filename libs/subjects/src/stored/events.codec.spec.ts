import { personal } from '#kernel';
import { subjectCodec } from './events.codec.js';

const own = <T>(value: T) => personal(value, ['subject-1']);

describe('stored shapes of subjects', () => {
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
