import { IntersectionType } from '@nestjs/swagger';
import {
  CommandDto,
  CountryCode,
  Flag,
  Id,
  Integer,
  ListOf,
  Nested,
  OneOf,
  OptionalText,
  Text,
  Texts,
} from '#platform';
import {
  DETAIL_NAMES,
  type DetailField,
  SEXES,
  type Sex,
  SUBJECT_KINDS,
  type SubjectKind,
} from '../domain/details.js';
import { PartialDateField } from './partial-date.js';
import { ContactDto, IdentityPaperDto, PassportDto, RepresentativeDto } from './subject-parts.dto.js';

/** Fields that can be taken away: a subject keeps a name. */
const REMOVABLE = DETAIL_NAMES.filter((name) => name !== 'name');

const PERSON_ONLY = 'Persons only.';

/** Everything about a subject but its name, as far as it is known. */
export class DetailsDto {
  @Texts({ optional: true, min: 1, max: 20, example: ['Nong Thi Mau'] })
  readonly otherNames?: string[];

  @PartialDateField({ optional: true, description: `${PERSON_ONLY} As far as known.`, example: '2005-06-30' })
  readonly birthDate?: string;

  @OneOf(SEXES, { optional: true, enumName: 'Sex', description: PERSON_ONLY, example: 'female' })
  readonly sex?: Sex;

  @ListOf(() => IdentityPaperDto, { optional: true, min: 1, max: 20 })
  readonly identityPapers?: IdentityPaperDto[];

  @Nested(() => PassportDto, { optional: true, description: PERSON_ONLY })
  readonly passport?: PassportDto;

  @OptionalText({ max: 300, example: 'Xóm Mẫu, xã Mẫu' })
  readonly address?: string;

  @OptionalText({ max: 120, description: PERSON_ONLY, example: 'Xã Mẫu' })
  readonly homeCommune?: string;

  @ListOf(() => ContactDto, {
    optional: true,
    min: 1,
    max: 20,
    description: 'Each has a telephone number, an e-mail address or an address.',
  })
  readonly contacts?: ContactDto[];

  @Nested(() => RepresentativeDto, { optional: true, description: 'Legal entities only.' })
  readonly representative?: RepresentativeDto;

  @Flag({
    optional: true,
    description: `${PERSON_ONLY} Under 18; computed when the birth date tells, stated when it does not.`,
  })
  readonly minor?: boolean;

  @OptionalText({ max: 60, description: 'Code of a province in the office profile.', example: 'cao-bang' })
  readonly homeProvince?: string;

  @CountryCode({
    optional: true,
    description: 'For a legal entity the country of the law it is under.',
    example: 'VN',
  })
  readonly nationality?: string;
}

export class RegisterSubjectDto extends IntersectionType(CommandDto, DetailsDto) {
  @OneOf(SUBJECT_KINDS, { enumName: 'SubjectKind', example: 'person' })
  readonly kind!: SubjectKind;

  @Text({ example: 'Nông Thị Mẫu' })
  readonly name!: string;
}

/** The fields that change, with their new values. */
export class ChangedDetailsDto extends DetailsDto {
  @OptionalText({ example: 'Nông Thị Mẫu' })
  readonly name?: string;
}

export class CorrectSubjectDetailsDto extends CommandDto {
  @Nested(() => ChangedDetailsDto, {
    optional: true,
    description: 'The fields that change, each whole; a list replaces the list.',
  })
  readonly changes?: ChangedDetailsDto;

  @Texts({
    optional: true,
    max: REMOVABLE.length,
    values: REMOVABLE,
    description: 'Fields whose value is taken away.',
    example: ['sex'],
  })
  readonly remove?: Exclude<DetailField, 'name'>[];

  @Text({ max: 2000, multiline: true, example: 'Giấy khai sinh ghi khác' })
  readonly reason!: string;
}

/** What a form holds so far. */
export class CheckDuplicatesDto extends ChangedDetailsDto {
  @OneOf(SUBJECT_KINDS, { enumName: 'SubjectKind', example: 'person' })
  readonly kind!: SubjectKind;

  @Id({ optional: true, description: 'The subject that is being corrected: it is no duplicate of itself.' })
  readonly except?: string;
}

const NAME = {
  optional: true,
  description: 'Every word begins a word of one of the names; case and diacritics aside.',
  example: 'nong mau',
};
const NUMBER = {
  optional: true,
  max: 60,
  description: 'The whole number of an identity paper or passport.',
  example: '004305000001',
};
const LIMIT = { optional: true, min: 1, max: 100, example: 20 };
const AFTER = { max: 2000, description: '`next` of the page before, for the same search.' };

export class SearchSubjectsDto {
  @Text(NAME)
  readonly name?: string;

  @Text(NUMBER)
  readonly identityNumber?: string;

  @OneOf(SUBJECT_KINDS, { optional: true, enumName: 'SubjectKind', example: 'person' })
  readonly kind?: SubjectKind;

  @Integer(LIMIT)
  readonly limit?: number;

  @OptionalText(AFTER)
  readonly after?: string;
}

export class FindSubjectsDto {
  @OneOf(SUBJECT_KINDS, { optional: true, enumName: 'SubjectKind', example: 'person' })
  readonly kind?: SubjectKind;

  @Integer({ ...LIMIT, query: true })
  readonly limit?: number;

  @OptionalText(AFTER)
  readonly after?: string;
}
