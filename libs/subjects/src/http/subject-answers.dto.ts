import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CommandResultDto, ParkedAt } from '#platform';
import {
  DETAIL_NAMES,
  type DetailField,
  SEXES,
  type Sex,
  SUBJECT_KINDS,
  type SubjectKind,
} from '../domain/details.js';
import { LIKENESS_REASONS, type LikenessReason } from '../domain/names.js';
import { type LikelyDuplicate } from '../queries/likely-duplicates.js';
import { type SubjectListItem, type SubjectPage, type SubjectView } from '../queries/views.js';
import { ContactDto, IdentityPaperDto, PassportDto, RepresentativeDto } from './subject-parts.dto.js';

const ID = { format: 'uuid', example: '5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312' };
const KIND = { enum: SUBJECT_KINDS, enumName: 'SubjectKind' };
const text = (example: string) => ({ type: String, nullable: true, example }) as const;
const one = <T>(type: T) => ({ type, nullable: true }) as const;
const many = <T>(type: T) => ({ type, isArray: true, nullable: true }) as const;

/** What a list and a whole subject say alike. */
class SubjectHeadDto {
  @ApiProperty(ID)
  readonly id!: string;

  @ApiProperty({ example: 0 })
  readonly revision!: number;

  @ApiProperty(KIND)
  readonly kind!: SubjectKind;

  @ApiProperty(text('Nông Thị Mẫu'))
  readonly name!: string | null;

  @ApiProperty({ type: Boolean, nullable: true, description: 'Under 18 on the day it was recorded.' })
  readonly minor!: boolean | null;

  @ApiProperty(text('cao-bang'))
  readonly homeProvince!: string | null;

  @ApiProperty(text('VN'))
  readonly nationality!: string | null;

  @ApiProperty({ format: 'date', example: '2022-03-09' })
  readonly registeredOn!: string;

  @ApiProperty({
    type: [String],
    format: 'uuid',
    example: [],
    description: 'Ids of records of the same person that this one stands for (G-8).',
  })
  readonly merged!: readonly string[];

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: null,
    description: 'Id of the record that stands for this one, which is only to be read (G-8).',
  })
  readonly mergedInto!: string | null;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    example: null,
    description: 'Since when the record is read by nobody but who decides about that.',
  })
  readonly restrictedOn!: string | null;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    example: null,
    description: 'The day on which the personal data was erased; then no name is left.',
  })
  readonly erasedOn!: string | null;

  @ParkedAt()
  readonly parkedAt!: number | null;
}

export class SubjectListItemDto extends SubjectHeadDto implements SubjectListItem {}

export class SubjectPageDto implements SubjectPage {
  @ApiProperty({ type: [SubjectListItemDto] })
  readonly items!: SubjectListItemDto[];

  @ApiPropertyOptional({ description: 'Where to go on (`after`); absent when there is no more.' })
  readonly next?: string;
}

/** Every detail; what is not known, erased or not for the reader's eyes is null. */
export class SubjectDto extends SubjectHeadDto implements SubjectView {
  @ApiProperty({ type: [String], nullable: true, example: ['Nong Thi Mau'] })
  readonly otherNames!: string[] | null;

  @ApiProperty(text('2005-06-30'))
  readonly birthDate!: string | null;

  @ApiProperty({ enum: SEXES, enumName: 'Sex', nullable: true })
  readonly sex!: Sex | null;

  @ApiProperty(many(IdentityPaperDto))
  readonly identityPapers!: IdentityPaperDto[] | null;

  @ApiProperty(one(PassportDto))
  readonly passport!: PassportDto | null;

  @ApiProperty(text('Xóm Mẫu, xã Mẫu'))
  readonly address!: string | null;

  @ApiProperty(text('Xã Mẫu'))
  readonly homeCommune!: string | null;

  @ApiProperty(many(ContactDto))
  readonly contacts!: ContactDto[] | null;

  @ApiProperty(one(RepresentativeDto))
  readonly representative!: RepresentativeDto | null;

  @ApiProperty({ description: 'False when the reader may not see personal data.' })
  readonly personalShown!: boolean;

  @ApiProperty({
    enum: DETAIL_NAMES,
    isArray: true,
    example: [],
    description: 'Fields that have a value which is not shown: not permitted, or erased.',
  })
  readonly withheld!: DetailField[];
}

export class LikelyDuplicateDto implements LikelyDuplicate {
  @ApiProperty(ID)
  readonly id!: string;

  @ApiProperty(KIND)
  readonly kind!: SubjectKind;

  @ApiProperty(text('Nông Thị Mẫu'))
  readonly name!: string | null;

  @ApiProperty({ minimum: 0, maximum: 100, example: 90 })
  readonly score!: number;

  @ApiProperty({ enum: LIKENESS_REASONS, enumName: 'LikenessReason', isArray: true })
  readonly reasons!: LikenessReason[];
}

export class RegisteredSubjectDto extends CommandResultDto {
  @ApiProperty({
    type: [LikelyDuplicateDto],
    description: 'Subjects registered before that may be the same, the surest first.',
  })
  readonly warnings!: LikelyDuplicateDto[];
}

export class LikelyDuplicatesDto {
  @ApiProperty({ type: [LikelyDuplicateDto] })
  readonly duplicates!: LikelyDuplicateDto[];
}
