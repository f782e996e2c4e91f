import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { DecisionDto } from '#platform';
import { ACT_LISTS } from '../queries/act-lists.js';
import {
  type Channel,
  CHANNELS,
  codesOf,
  PAPER_KINDS,
  RESPONSIBILITY_BASES,
} from '../domain/vocabulary/index.js';
import { OUTCOMES } from '../domain/vocabulary/acts.js';
import { ClosedFileDto } from './archive.dto.js';
import { actDto } from './case-acts.dto.js';
import { AskedOpinionDto } from './course.dto.js';
import { CaseHeadDto, maybe, NamedSubjectDto, PERSON_ID } from './case-list.dto.js';
import { RosterCountsDto, RosterPlaceDto } from './roster.dto.js';
import { CaseLinkDto, MergedIntoDto, ReceptionDto, TakenInDto, TransferDto } from './turns.dto.js';
import { ActionDto, DeadlineDto, MilestoneDto, PastPointDto, PhaseDto } from './case-course.dto.js';

class CaseSubjectDto {
  @ApiProperty(PERSON_ID)
  readonly id!: string;

  @ApiProperty({ enum: ['person', 'legal_entity'], enumName: 'SubjectKind' })
  readonly kind!: string;

  @ApiPropertyOptional({ description: 'Under 18, as it was found when the case took the person up.' })
  readonly minor?: boolean;

  @ApiPropertyOptional({ example: 'cao-bang' })
  readonly homeProvince?: string;

  @ApiProperty({ example: 0, description: "The person's revision that these findings are from." })
  readonly seenRevision!: number;
}

class PersonNameDto extends PickType(NamedSubjectDto, ['id', 'name', 'erased']) {}

class PendingSupplementDto {
  @ApiProperty({ example: 'request' })
  readonly dossier!: string;

  @ApiProperty({ example: 1 })
  readonly requestNo!: number;

  @ApiProperty({ format: 'date', example: '2022-03-14' })
  readonly requestedOn!: string;

  @ApiProperty({ format: 'date', example: '2022-04-30' })
  readonly dueOn!: string;

  @ApiProperty({ enum: codesOf(PAPER_KINDS), enumName: 'CasePaperKind', isArray: true })
  readonly missing!: string[];
}

class CaseOutcomeDto {
  @ApiProperty({ enum: codesOf(OUTCOMES), enumName: 'CaseOutcome' })
  readonly outcome!: string;

  @ApiProperty({ format: 'date', example: '2022-05-20' })
  readonly on!: string;
}

class ToldRelativeDto {
  @ApiProperty(PERSON_ID)
  readonly relative!: string;

  @ApiProperty({ example: 'phone' })
  readonly channel!: string;

  @ApiProperty({ format: 'date', example: '2022-05-21' })
  readonly on!: string;
}

/** A whole case. Texts, and names in `people`, are null when the reader may not see them or when they were erased. */
export class CaseDto extends CaseHeadDto {
  @ApiProperty({ enum: codesOf(CHANNELS), enumName: 'CaseChannel' })
  readonly channel!: Channel;

  @ApiProperty({ enum: codesOf(RESPONSIBILITY_BASES), enumName: 'ResponsibilityBasis' })
  readonly responsibilityBasis!: string;

  @ApiProperty(maybe('Selangor'))
  readonly place!: string | null;

  @ApiProperty(maybe('Gia đình báo con trai bị giữ ở nước ngoài'))
  readonly summary!: string | null;

  @ApiProperty({ type: [CaseSubjectDto] })
  readonly subjects!: CaseSubjectDto[];

  @ApiProperty(maybe(PERSON_ID.example, 'uuid'))
  readonly applicant!: string | null;

  @ApiProperty({ type: [String], description: 'Subjects whose identity was verified.' })
  readonly verified!: string[];

  @ApiProperty({ type: [String], description: 'Subjects whose identity could not be confirmed.' })
  readonly notConfirmed!: string[];

  @ApiProperty({ type: [PersonNameDto], description: 'Everybody whom the case names, by id.' })
  readonly people!: PersonNameDto[];

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { custodyAuthority: 'Cảnh sát sở tại', visitConsent: 'agreed' },
    description: 'Facts of the kind; `GET /consular-cases/kinds` says which there are.',
  })
  readonly details!: Readonly<Record<string, unknown>>;

  @ApiProperty({ type: [String], example: ['officer-consular-2'] })
  readonly supportOfficers!: string[];

  @ApiProperty({ type: PendingSupplementDto, nullable: true })
  readonly supplement!: PendingSupplementDto | null;

  @ApiProperty({ type: [AskedOpinionDto], description: 'Other agencies that were asked.' })
  readonly opinions!: AskedOpinionDto[];

  @ApiProperty({ type: CaseOutcomeDto, nullable: true })
  readonly outcome!: CaseOutcomeDto | null;

  @ApiProperty({ type: [ToldRelativeDto], description: 'Who was told the present outcome.' })
  readonly told!: ToldRelativeDto[];

  @ApiProperty({
    ...maybe('2022-05-21', 'date'),
    description: 'When it was recorded why the family is not told.',
  })
  readonly waivedOn!: string | null;

  @ApiProperty(maybe('2022-06-01', 'date'))
  readonly closedOn!: string | null;

  @ApiProperty(maybe('2022-06-01', 'date'))
  readonly withdrawnOn!: string | null;

  @ApiProperty({
    type: ClosedFileDto,
    nullable: true,
    description: 'null while papers are being added (G-9).',
  })
  readonly closedFile!: ClosedFileDto | null;

  @ApiProperty({
    type: TransferDto,
    nullable: true,
    description: 'On its way to another office, or theirs (A-10).',
  })
  readonly transfer!: TransferDto | null;

  @ApiProperty({ type: ReceptionDto, nullable: true, description: 'Who had begun with the case (A-10).' })
  readonly receivedFrom!: ReceptionDto | null;

  @ApiProperty({ type: [TakenInDto], description: 'Cases that this one stands for (G-8).' })
  readonly merged!: TakenInDto[];

  @ApiProperty({
    type: MergedIntoDto,
    nullable: true,
    description: 'The case that stands for this one (G-8).',
  })
  readonly mergedInto!: MergedIntoDto | null;

  @ApiProperty({ type: [CaseLinkDto], description: 'Cases that this one has to do with (A-11).' })
  readonly links!: CaseLinkDto[];

  @ApiProperty({ type: [DeadlineDto] })
  readonly deadlines!: DeadlineDto[];

  @ApiProperty({ type: [PhaseDto] })
  readonly phases!: PhaseDto[];

  @ApiProperty({ type: [MilestoneDto] })
  readonly milestones!: MilestoneDto[];

  @ApiProperty({ format: 'date-time', example: '2022-03-10T02:00:00.000Z' })
  readonly firstRecordedAt!: string;

  @ApiProperty({ example: true, description: 'False when you may not see personal data.' })
  readonly personalShown!: boolean;

  @ApiPropertyOptional({
    type: RosterCountsDto,
    description: 'People on the roster of the case (A-12), if any.',
  })
  readonly roster?: RosterCountsDto;

  @ApiProperty({ type: [RosterPlaceDto], description: 'Group cases with somebody whose own case this is.' })
  readonly onRosters!: RosterPlaceDto[];

  @ApiPropertyOptional({
    type: [ActionDto],
    description: 'Every command: allowed now, or why not. An answer about the past has none.',
  })
  readonly actions?: ActionDto[];

  @ApiProperty({ type: [DecisionDto], description: 'Proposals about the case, with what became of them.' })
  readonly decisions!: DecisionDto[];

  @ApiPropertyOptional({ type: PastPointDto, description: 'This is the past: the point that was asked for.' })
  readonly asAt?: PastPointDto;
}

for (const [list, type] of Object.entries(ACT_LISTS)) {
  ApiProperty({ type: () => actDto(type), isArray: true })(CaseDto.prototype, list);
}
