import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type Count } from '#event-sourcing';
import { ParkedAt } from '#platform';
import { KIND_CODES, type KindCode } from '../domain/kinds/index.js';
import { type CasePhase, codesOf, PHASES, URGENCIES, type Urgency } from '../domain/vocabulary/index.js';
import { FILE_TASKS, type FileTask } from '../domain/vocabulary/archive.js';
import { type Outcome, OUTCOMES } from '../domain/vocabulary/acts.js';
import { type CaseFigures, type CountByCode } from '../queries/figures.js';
import { type CaseListItem, type CasePage, type Due, type NamedSubject } from '../queries/list-view.js';
import { type MyWork, type WorkGroup } from '../queries/my-work.js';
import { WindowDto } from './case-query.dto.js';
import { IsPast, PastMomentDto } from './past.dto.js';

export const CASE_ID = { format: 'uuid', example: '3f2b1c9a-7d4e-5f60-8a1b-2c3d4e5f6a7b' };
export const PERSON_ID = { format: 'uuid', example: '5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312' };
export const PHASE = { enum: codesOf(PHASES), enumName: 'CasePhase', example: 'forwarded' };
export const KIND = { enum: KIND_CODES, enumName: 'CaseKindCode', example: 'detention' };
export const maybe = (example: string, format?: string) =>
  ({ type: String, nullable: true, example, ...(format !== undefined && { format }) }) as const;

export class NamedSubjectDto implements NamedSubject {
  @ApiProperty(PERSON_ID)
  readonly id!: string;

  @ApiProperty({ enum: ['person', 'legal_entity'], enumName: 'SubjectKind' })
  readonly kind!: NamedSubject['kind'];

  @ApiProperty({ ...maybe('Nông Thị Mẫu'), description: 'null when it is not shown or was erased.' })
  readonly name!: string | null;

  @ApiProperty({ example: false, description: 'The personal data was erased: nobody is told a name.' })
  readonly erased!: boolean;
}

/** When something is due. */
export class DueDto implements Due {
  @ApiProperty({ ...maybe('2022-03-11', 'date'), description: 'null when nothing is due.' })
  readonly nextDueOn!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 1,
    description: 'Working days until then: 0 today, negative when the day has passed.',
  })
  readonly workingDaysLeft!: number | null;

  @ApiProperty({ example: false })
  readonly overdue!: boolean;
}

/** What a list and a whole case say alike. */
export class CaseHeadDto extends DueDto {
  @ApiProperty(CASE_ID)
  readonly id!: string;

  @ApiProperty({ example: 3 })
  readonly revision!: number;

  @ApiProperty({ example: 'BHCD-2022-0007' })
  readonly number!: string;

  @ApiProperty(PHASE)
  readonly phase!: CasePhase;

  @ApiProperty(KIND)
  readonly kind!: KindCode;

  @ApiProperty({ example: 'MY', description: 'ISO 3166-1 alpha-2, or `not_stated`.' })
  readonly country!: string;

  @ApiProperty({ enum: codesOf(URGENCIES), enumName: 'CaseUrgency' })
  readonly urgency!: Urgency;

  @ApiProperty({ format: 'date', example: '2022-03-10' })
  readonly openedOn!: string;

  @ApiProperty({ ...maybe('officer-consular'), description: 'Who is in charge; null when nobody is.' })
  readonly leadOfficer!: string | null;

  @ApiProperty({
    example: 'consular',
    description: 'Of the officer in charge; until there is one, of who took the case in.',
  })
  readonly unit!: string;

  @ApiProperty({
    enum: codesOf(FILE_TASKS),
    enumName: 'FileTask',
    nullable: true,
    description: 'What is to be done next with the papers of a settled case (G-9, G-10); null for nothing.',
  })
  readonly fileTask!: FileTask | null;

  @ApiProperty({
    ...maybe('2023-06-01', 'date'),
    description: 'Until when; of a review, the last day of the retention.',
  })
  readonly fileDueOn!: string | null;

  @ApiProperty({
    example: false,
    description:
      'The papers should have been in the archive before today (T-25). `overdue` is about open work.',
  })
  readonly fileOverdue!: boolean;

  @ApiProperty({ format: 'date-time', example: '2022-03-10T02:00:00.000Z' })
  readonly lastChangedAt!: string;

  @ApiProperty({ example: 'officer-consular-2' })
  readonly lastChangedBy!: string;

  @ApiProperty({ example: true, description: 'The last change is not your own.' })
  readonly changedByOthers!: boolean;

  @ParkedAt()
  readonly parkedAt!: number | null;
}

export class OtherCaseDto {
  @ApiProperty(CASE_ID)
  readonly id!: string;

  @ApiProperty({ example: 'BHCD-2022-0008' })
  readonly number!: string;
}

export class CaseListItemDto extends CaseHeadDto implements CaseListItem {
  @ApiProperty({ type: [NamedSubjectDto] })
  readonly subjects!: NamedSubjectDto[];

  @ApiProperty({
    ...maybe('2022-04-30', 'date'),
    description: 'Until when papers that were asked for shall come.',
  })
  readonly supplementDueOn!: string | null;

  @ApiProperty({ enum: codesOf(OUTCOMES), enumName: 'CaseOutcome', nullable: true })
  readonly outcome!: Outcome | null;

  @ApiProperty({ type: [OtherCaseDto], description: 'Cases that this one stands for (G-8).' })
  readonly merged!: OtherCaseDto[];

  @ApiProperty({
    type: OtherCaseDto,
    nullable: true,
    description: 'The case that stands for this one, which is listed only when `phase` asks for it.',
  })
  readonly mergedInto!: OtherCaseDto | null;
}

export class CountDto implements Count {
  @ApiProperty({ example: 11 })
  readonly count!: number;

  @ApiProperty({ example: false, description: 'There are more: counting stopped at 10,000.' })
  readonly capped!: boolean;
}

export class CasePageDto implements CasePage {
  @ApiProperty({ type: [CaseListItemDto] })
  readonly items!: CaseListItemDto[];

  @ApiPropertyOptional({ description: 'Where to go on (`after`); absent when there is no more.' })
  readonly next?: string;

  @ApiPropertyOptional({ type: CountDto })
  readonly count?: CountDto;

  @ApiProperty({
    example: false,
    description: 'The page stopped at the number of cases one question may look at; `next` goes on.',
  })
  readonly partial!: boolean;

  @ApiProperty({
    example: false,
    description: 'More than 1,000 people have that name; only the cases of the first 1,000 are here.',
  })
  readonly peopleTruncated!: boolean;

  @IsPast()
  readonly asAt?: PastMomentDto;
}

export class WorkGroupDto implements WorkGroup {
  @ApiProperty({ type: CountDto })
  readonly count!: CountDto;

  @ApiProperty({ type: [CaseListItemDto], description: 'What is due first in front.' })
  readonly items!: CaseListItemDto[];
}

const group = (description: string) => ApiProperty({ type: WorkGroupDto, description });

/** Open cases, by why somebody looks at them. */
export class MyWorkDto implements MyWork {
  @group('You are in charge.')
  readonly mine!: WorkGroupDto;

  @group('You help whoever is in charge.')
  readonly supporting!: WorkGroupDto;

  @group("Your unit's.")
  readonly unit!: WorkGroupDto;

  @group("Your unit's that nobody is in charge of.")
  readonly unassigned!: WorkGroupDto;

  @group('Yours that wait for papers, or for the answer of an office that they went to.')
  readonly waiting!: WorkGroupDto;

  @group("Yours and your unit's with something overdue.")
  readonly overdue!: WorkGroupDto;
}

const counts = (example: CountByCode, description?: string) =>
  ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example,
    ...(description !== undefined && { description }),
  });

/** Cases opened (received) in the window, whatever happened to them later: withdrawn ones are among them. */
export class CaseReportDto implements Omit<CaseFigures, 'byOutcome' | 'byPhase'> {
  @ApiProperty({ type: WindowDto })
  readonly window!: WindowDto;

  @ApiProperty({ example: 11 })
  readonly total!: number;

  @counts({ detention: 1, death_abroad: 2 }, 'Every kind with a case; they add up to the total.')
  readonly byKind!: CountByCode;

  @counts({ KH: 3, not_stated: 5 }, 'Every country with a case; they add up to the total.')
  readonly byCountry!: CountByCode;

  @ApiProperty({
    format: 'date-time',
    example: '2022-12-31T10:00:00.000Z',
    description: 'Everything that was recorded by then is counted.',
  })
  readonly asOf!: string;

  @IsPast()
  readonly asAt?: PastMomentDto;
}

export class CaseFiguresDto extends CaseReportDto implements CaseFigures {
  @counts({ returned: 4 }, 'Cases without an outcome are in no count.')
  readonly byOutcome!: CountByCode;

  @counts({ closed: 9, in_protection: 2 })
  readonly byPhase!: CountByCode;
}
