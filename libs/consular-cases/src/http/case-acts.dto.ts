import { type Type } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { type ConsularCaseEventType } from '../domain/events/index.js';
import { codesOf } from '../domain/vocabulary/index.js';
import { DOCUMENT_STANDINGS } from '../domain/vocabulary/papers.js';
import { ACT_FIELDS } from '../projections/act-fields.js';
import { type CaseField, type FieldKind } from '../projections/fields.js';
import { MoneyDto, PaperDto, RemainsDto } from './parts.dto.js';

/** What every act says about itself. */
class ActDto {
  @ApiProperty({ example: 2, description: 'Of the event.' })
  readonly revision!: number;

  @ApiProperty({ format: 'date', example: '2022-03-10', description: 'The day it happened.' })
  readonly occurredOn!: string;

  @ApiProperty({ format: 'date-time', example: '2022-03-10T02:00:00.000Z' })
  readonly recordedAt!: string;

  @ApiProperty({ example: 'officer-consular', description: 'Id of the officer.' })
  readonly recordedBy!: string;

  @ApiPropertyOptional({
    example: 'incoming/2022/152',
    description: 'Register, year and number of the paper it rests on.',
  })
  readonly letter?: string;
}

const TEXT: ApiPropertyOptions = { type: String, nullable: true };
const CODE: ApiPropertyOptions = { type: String };
const CODES: ApiPropertyOptions = { type: [String] };

const SCHEMAS: Readonly<Record<FieldKind, ApiPropertyOptions>> = {
  text: TEXT,
  texts: { type: [String], nullable: true },
  date: { type: String, format: 'date', example: '2022-04-02' },
  integer: { type: 'integer', example: 1 },
  boolean: { type: Boolean },
  choice: CODE,
  choices: CODES,
  country: CODE,
  mission: { ...CODE, example: 'lsq-nam-ninh' },
  gate: { ...CODE, example: 'tra-linh' },
  province: { ...CODE, example: 'cao-bang' },
  officer: { ...CODE, example: 'officer-consular' },
  officers: CODES,
  unit: CODE,
  subject: { type: String, format: 'uuid', description: 'Id of a person, who is named in `people`.' },
  subjects: CODES,
  papers: { type: () => PaperDto, isArray: true },
  money: { type: () => MoneyDto },
  other: CODE,
};

const CASE_REF: ApiPropertyOptions = {
  type: 'object',
  properties: { id: { type: 'string', format: 'uuid' }, number: { type: 'string' } },
  additionalProperties: true,
};

/** Composites, which fields stand for with a path of their own. */
const WHOLE: Readonly<Record<string, ApiPropertyOptions>> = {
  remains: { type: () => RemainsDto },
  'other.number': CASE_REF,
  'merged.number': CASE_REF,
  'surviving.number': CASE_REF,
  'subject.id': {
    type: 'object',
    properties: { id: { type: 'string', format: 'uuid' } },
    additionalProperties: true,
  },
};

/**
 * The documentation of what one type of event says. Texts are `null` when they are not shown; what was not recorded
 * is left out.
 */
export function actDto(type: ConsularCaseEventType): Type<ActDto> {
  const name = `${type}ActDto`;
  const named = { [name]: class extends ActDto {} };
  const dto = named[name] ?? ActDto;
  for (const [property, options] of propertiesOf(type)) {
    ApiPropertyOptional(options)(dto.prototype, property);
  }
  return dto;
}

/** What a list shows of an act beside what the act itself said. */
const BESIDE: { readonly [T in ConsularCaseEventType]?: readonly (readonly [string, ApiPropertyOptions])[] } =
  {
    DocumentAttached: [
      [
        'standing',
        { enum: [...codesOf(DOCUMENT_STANDINGS)], description: 'When it is not in force any more (G-2).' },
      ],
      ['replacedBy', { type: String, format: 'uuid', description: 'Id of the document in its place.' }],
    ],
  };

function propertiesOf(type: ConsularCaseEventType): ReadonlyMap<string, ApiPropertyOptions> {
  return new Map([
    ...ACT_FIELDS[type].map((field): readonly [string, ApiPropertyOptions] => {
      const [property = field.field] = field.field.split('.');
      return [property, WHOLE[field.field] ?? WHOLE[property] ?? schemaOf(field)];
    }),
    ...(BESIDE[type] ?? []),
  ]);
}

function schemaOf({ kind, choices, label }: CaseField): ApiPropertyOptions {
  const description = `${label.vi} · ${label.en}`;
  if (!choices) return { description, ...SCHEMAS[kind] };
  const known = codesOf(choices);
  return { description, enum: [...known], isArray: kind === 'choices' };
}
