import 'reflect-metadata';
import fc from 'fast-check';
import { type FieldProblem } from '../problems/problem.js';
import { ValidationFailed } from '../problems/validation-failed.js';
import { formPipe, validationPipe } from '../http/validation-pipe.js';
import { allCountries, countryName } from './countries.js';
import { CommandDto, dataOf } from './command-dto.js';
import { FreeFormObject, Texts } from './structures.js';
import { OptionalText, Text, textFault } from './text.js';
import { CountryCode, CurrencyCode, DateOnly, Flag, Id, InstantField, Integer, OneOf } from './values.js';

class EveryDto {
  @Text({ max: 5 }) readonly line?: string;
  @OptionalText({ multiline: true }) readonly lines?: string;
  @DateOnly({ optional: true }) readonly date?: string;
  @InstantField({ optional: true }) readonly instant?: string;
  @OneOf(['a', 'b'], { optional: true }) readonly choice?: string;
  @Id({ optional: true }) readonly id?: string;
  @Integer({ optional: true, min: 1, max: 9 }) readonly integer?: number;
  @Flag({ optional: true }) readonly flag?: boolean;
  @CountryCode({ optional: true }) readonly country?: string;
  @CurrencyCode({ optional: true }) readonly currency?: string;
  @Texts({ optional: true, max: 2 }) readonly texts?: string[];
  @Texts({ optional: true, ids: true }) readonly ids?: string[];
  @FreeFormObject({ optional: true }) readonly free?: Record<string, unknown>;
}

async function judge(body: object): Promise<FieldProblem[] | object> {
  try {
    return (await validationPipe().transform(body, { type: 'body', metatype: EveryDto })) as object;
  } catch (error) {
    if (error instanceof ValidationFailed) return [...error.errors];
    throw error;
  }
}

describe('a field', () => {
  const nested = (levels: number): object =>
    Array.from({ length: levels }).reduce<object>((inner) => ({ a: inner }), {});

  it.each([
    [{ line: 'năm ạ' }],
    [{ lines: 'một\n\thai\r\n' }],
    [{ date: '2024-02-29' }],
    [{ choice: 'b' }],
    [{ id: '3f2b1c9a-7d4e-5f60-8a1b-2c3d4e5f6a7b' }],
    [{ integer: 9 }],
    [{ flag: false }],
    [{ country: 'KH' }],
    [{ country: 'not_stated' }],
    [{ currency: 'VND' }],
    [{ texts: ['a', 'b'] }],
    [{ texts: [] }],
    [{ ids: ['3f2b1c9a-7d4e-5f60-8a1b-2c3d4e5f6a7b'] }],
    [{ free: { a: 1, b: [true, null, 'x'], c: '' } }],
    [{ free: nested(3) }],
  ])('takes %j as it is', async (given) => {
    expect(await judge({ line: 'x', ...given })).toEqual({ line: 'x', ...given });
  });

  it.each([
    [{ line: 'sáu ký tự' }, 'line', 'text.too-long'],
    [{ line: 'a\nb' }, 'line', 'text.characters'],
    [{ lines: 'a\u0000b' }, 'lines', 'text.characters'],
    [{ lines: '\n\n' }, 'lines', 'text.blank'],
    [{ lines: null }, 'lines', 'text'],
    [{ date: '2023-02-29' }, 'date', 'date'],
    [{ date: '14/06/2022' }, 'date', 'date'],
    [{ instant: '2022-06-14T10:00:00' }, 'instant', 'instant'],
    [{ choice: 'c' }, 'choice', 'choice'],
    [{ choice: ['a'] }, 'choice', 'choice'],
    [{ id: '3F2B1C9A-7D4E-5F60-8A1B-2C3D4E5F6A7B' }, 'id', 'id'],
    [{ integer: 0 }, 'integer', 'integer'],
    [{ integer: 1.5 }, 'integer', 'integer'],
    [{ integer: '5' }, 'integer', 'integer'],
    [{ integer: 1e400 }, 'integer', 'integer'],
    [{ flag: 'true' }, 'flag', 'flag'],
    [{ country: 'kh' }, 'country', 'country'],
    [{ country: 'ZZ' }, 'country', 'country'],
    [{ currency: 'ABC' }, 'currency', 'currency'],
    [{ texts: 'a' }, 'texts', 'list'],
    [{ texts: ['a', 'a'] }, 'texts', 'list.repeated'],
    [{ texts: ['a', 'b', 'c'] }, 'texts', 'list.length'],
    [{ texts: ['a', 7] }, 'texts', 'text'],
    [{ ids: ['e1'] }, 'ids', 'id'],
    [{ free: [] }, 'free', 'object'],
    [{ free: { a: '\ud800' } }, 'free', 'text.characters'],
    [{ free: { a: 1e300 } }, 'free', 'number'],
    [{ free: { constructor: 'x' } }, 'free.constructor', 'unknown-field'],
    [{ free: { toString: 'x' } }, 'free.toString', 'unknown-field'],
    [{ free: { a: [{ valueOf: 1 }] } }, 'free.a[0].valueOf', 'unknown-field'],
    [JSON.parse('{"free":{"__proto__":{"a":1}}}') as object, 'free.__proto__', 'unknown-field'],
    [{ hasOwnProperty: 'x' }, 'hasOwnProperty', 'unknown-field'],
    [{ free: nested(4) }, 'free', 'object.too-large'],
    [{ free: nested(40) }, 'body', 'object.too-large'],
  ])('refuses %j', async (given, field, code) => {
    const problems = await judge({ line: 'x', ...given });
    expect(problems).toEqual([
      { field, code, message: { vi: expect.any(String) as string, en: expect.any(String) as string } },
    ]);
  });

  it('takes a moment in any offset and gives it in UTC', async () => {
    expect(await judge({ line: 'x', instant: '2022-06-14T10:00:00+07:00' })).toMatchObject({
      instant: '2022-06-14T03:00:00.000Z',
    });
  });
});

describe('text', () => {
  it('is counted in characters, not in units of an encoding', () => {
    expect(textFault('😀'.repeat(5), 5, false)).toBeNull();
    expect(textFault('😀'.repeat(6), 5, false)?.code).toBe('text.too-long');
  });

  it('has something to be seen', () => {
    expect(textFault('\u202e', 5, false)?.code).toBe('text.blank');
    expect(textFault('\u200b \u2060', 5, true)?.code).toBe('text.blank');
    expect(textFault('\u202aA\u202c', 5, false)).toBeNull();
  });

  it('that came as no UTF-8, or holds what is no character, is refused', () => {
    for (const text of ['a\ufffd', 'a\ufffe', 'a\u{10ffff}', 'a\u0007', 'a\u0085']) {
      expect([text, textFault(text, 9, false)?.code]).toEqual([text, 'text.characters']);
      expect([text, textFault(text, 9, true)?.code]).toEqual([text, 'text.characters']);
    }
    expect(textFault('a\n\tb\r\n', 9, true)).toBeNull();
    expect(textFault('a\nb', 9, false)?.code).toBe('text.characters');
  });

  it('that is taken can be written as UTF-8 and read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        if (textFault(value, 1000, true) === null) expect(Buffer.from(value).toString()).toBe(value);
      }),
    );
  });
});

describe('a command body', () => {
  it('is parted into what every command has and its own data', () => {
    const body = Object.assign(new CommandDto(), {
      occurredOn: '2022-06-14',
      onBehalfOf: 'head',
      text: 'a',
      list: [1],
    });
    expect(dataOf(body)).toEqual({ text: 'a', list: [1] });
  });
});

describe('countries', () => {
  it('have names in both languages', () => {
    expect(countryName('KH')).toEqual({ vi: 'Campuchia', en: 'Cambodia' });
    expect(countryName('not_stated')).toEqual({ vi: 'Chưa nêu', en: 'Not stated' });
    expect(allCountries().at(-1)?.code).toBe('not_stated');
    expect(allCountries().filter(({ vi, en }) => vi === '' || en === '')).toEqual([]);
  });
});

class QuestionDto {
  @Integer({ optional: true, query: true })
  readonly limit?: number;

  @Flag({ optional: true, query: true })
  readonly count?: boolean;

  @Texts({ optional: true, query: true })
  readonly kind?: string[];
}

describe('a question', () => {
  const asText = { limit: '5', count: 'true', kind: 'a,b' };
  const asSaid = { limit: 5, count: true, kind: ['a', 'b'] };
  const read = (question: object, type: 'body' | 'query') =>
    validationPipe().transform(question, { type, metatype: QuestionDto });

  it('is read from the text of an address', async () => {
    expect(await read(asText, 'query')).toEqual(asSaid);
  });

  it.each(Object.entries(asText))('is taken in a body as it is: %s is not %j', async (field, value) => {
    expect(await read(asSaid, 'body')).toEqual(asSaid);
    await expect(read({ [field]: value }, 'body')).rejects.toMatchObject({ errors: [{ field }] });
  });

  it('is read from the text of a form', async () => {
    expect(await formPipe().transform(asText, { type: 'body', metatype: QuestionDto })).toEqual(asSaid);
  });
});
