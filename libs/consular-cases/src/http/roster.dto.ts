import { ApiProperty, ApiPropertyOptional, IntersectionType, PickType } from '@nestjs/swagger';
import { type HistoryClock } from '#event-sourcing';
import {
  CommandDto,
  CommandResultDto,
  DateOnly,
  DecisionDto,
  Flag,
  Id,
  Integer,
  ListOf,
  OneOf,
  OptionalText,
  ParkedAt,
  Text,
  Texts,
} from '#platform';
import { ROSTER_STATUSES, type RosterStatus } from '../domain/roster/vocabulary.js';
import { codesOf } from '../domain/vocabulary/index.js';
import { ROSTER_LIST, ROSTER_SORTS, type RosterSort } from '../projections/roster.js';
import { type RosterCounts, type RosterPlace } from '../queries/roster-collection.js';
import {
  type RosterEntryView,
  type RosterItem,
  type RosterPage,
  type RosterPaging,
} from '../queries/roster.queries.js';
import { PastPointDto } from './case-course.dto.js';
import { AsAt, Clock, IsPast, PastMomentDto } from './past.dto.js';
import { CASE_ID, CountDto, maybe, NamedSubjectDto, OtherCaseDto, PERSON_ID } from './case-list.dto.js';

const STATUSES = codesOf(ROSTER_STATUSES);
const STATUS = { enumName: 'RosterStatus', example: 'to_evacuate' } as const;

/** What is known about somebody on a roster. */
class RosterFactsDto {
  @DateOnly({ optional: true, description: 'When somebody last heard of them.', example: '2022-03-09' })
  readonly lastContactOn?: string;

  @Id({ optional: true, description: "The person's own case." })
  readonly ownCase?: string;

  @OptionalText({ multiline: true })
  readonly note?: string;
}

/** Somebody who comes onto a roster. */
export class NewRosterEntryDto extends RosterFactsDto {
  @Id({ description: 'A registered person or legal entity.' })
  readonly subject!: string;

  @OneOf(STATUSES, STATUS)
  readonly status!: RosterStatus;
}

export const MOST_ENTRIES = 1000;

export class AddRosterEntriesDto extends CommandDto {
  @ListOf(() => NewRosterEntryDto, { min: 1, max: MOST_ENTRIES })
  readonly entries!: NewRosterEntryDto[];
}

export class UpdateRosterEntryDto extends IntersectionType(CommandDto, RosterFactsDto) {
  @OneOf(STATUSES, { ...STATUS, optional: true })
  readonly status?: RosterStatus;
}

export class RemoveRosterEntryDto extends CommandDto {
  @Text({ multiline: true, example: 'Không ở trong vùng chiến sự.' })
  readonly reason!: string;
}

export class AddedToRosterDto extends CommandResultDto {
  @ApiProperty({ example: 312, description: 'How many people were added.' })
  readonly added!: number;
}

const PAGE = 50;

/** What a case's roster is narrowed to, and how it is paged. */
export class FindRosterEntriesDto {
  @Texts({ optional: true, query: true, min: 1, values: STATUSES, example: ['to_evacuate'] })
  readonly status?: RosterStatus[];

  @OptionalText({
    description: 'The name of a person, as in the list of cases; takes the permission to read personal data.',
    example: 'nong mau',
  })
  readonly q?: string;

  @OneOf(ROSTER_SORTS, {
    optional: true,
    enumName: 'RosterSort',
    example: ROSTER_LIST.defaultSort,
    description:
      'Of whom nobody has heard for the longest time comes first, unless another order is asked for.',
  })
  readonly sort?: RosterSort;

  @Integer({ optional: true, query: true, min: 1, max: 200, example: PAGE })
  readonly limit?: number;

  @OptionalText({ max: 2000, description: '`next` of the page before, for the same question.' })
  readonly after?: string;

  @Flag({ optional: true, query: true, description: 'Whether to count what matches; true when left out.' })
  readonly count?: boolean;

  @AsAt()
  readonly asAt?: string;

  @Clock('`asAt`')
  readonly clock?: HistoryClock;
}

/** As {@link FindRosterEntriesDto}, of one person. */
export class FindPersonOnRostersDto extends PickType(FindRosterEntriesDto, [
  'limit',
  'after',
  'asAt',
  'clock',
] as const) {
  @Id({ description: 'A registered person or legal entity.' })
  readonly subject!: string;
}

export const rosterPagingOf = ({ sort, limit, after, count }: FindRosterEntriesDto): RosterPaging => ({
  sort: sort ?? ROSTER_LIST.defaultSort,
  limit: limit ?? PAGE,
  count: count ?? true,
  ...(after !== undefined && { after }),
});

class ListedSubjectDto extends NamedSubjectDto {
  @ApiPropertyOptional({ description: 'Under 18, as it was found when the person came onto the roster.' })
  readonly minor?: boolean;
}

export class RosterItemDto implements RosterItem {
  @ApiProperty({ ...CASE_ID, description: 'Of the entry.' })
  readonly id!: string;

  @ApiProperty({ example: 1, description: 'Of the entry; goes into If-Match of its commands.' })
  readonly revision!: number;

  @ApiProperty({ type: OtherCaseDto, description: 'The group case.' })
  readonly case!: OtherCaseDto;

  @ApiProperty({ type: ListedSubjectDto })
  readonly subject!: ListedSubjectDto;

  @ApiProperty({ enum: STATUSES, ...STATUS })
  readonly status!: RosterStatus;

  @ApiProperty({ ...maybe('2022-03-09', 'date'), description: 'null when nobody has heard of them.' })
  readonly lastContactOn!: string | null;

  @ApiProperty({ type: OtherCaseDto, nullable: true })
  readonly ownCase!: OtherCaseDto | null;

  @ApiProperty(maybe('Đang ở nhà người quen'))
  readonly note!: string | null;

  @ApiProperty({ format: 'date', example: '2022-03-02' })
  readonly addedOn!: string;

  @ApiProperty({ format: 'date-time', example: '2022-03-10T02:00:00.000Z' })
  readonly lastChangedAt!: string;

  @ApiProperty({ example: 'officer-consular' })
  readonly lastChangedBy!: string;

  @ParkedAt()
  readonly parkedAt!: number | null;
}

export class RosterEntryDto extends RosterItemDto implements Omit<RosterEntryView, 'asAt'> {
  @ApiProperty({ example: true, description: 'false: taken off the roster.' })
  readonly onRoster!: boolean;

  @ApiProperty({ type: [DecisionDto], description: 'Proposals about the entry, with what became of them.' })
  readonly decisions!: DecisionDto[];

  @ApiPropertyOptional({ type: PastPointDto, description: 'This is the past: the point that was asked for.' })
  readonly asAt?: PastPointDto;
}

export class RosterCountsDto implements RosterCounts {
  @ApiProperty({ example: 312 })
  readonly total!: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { evacuated: 200, safe: 92, not_found: 20 },
  })
  readonly byStatus!: RosterCounts['byStatus'];
}

export class RosterPlaceDto implements RosterPlace {
  @ApiProperty({ type: OtherCaseDto, description: 'The group case.' })
  readonly case!: OtherCaseDto;

  @ApiProperty({ ...PERSON_ID, description: 'The person whose own case this is.' })
  readonly subject!: string;

  @ApiProperty({ enum: STATUSES, ...STATUS })
  readonly status!: RosterStatus;
}

export class RosterPageDto implements RosterPage {
  @ApiProperty({ type: [RosterItemDto] })
  readonly items!: RosterItemDto[];

  @ApiPropertyOptional({ description: 'Where to go on (`after`); absent when there is no more.' })
  readonly next?: string;

  @ApiPropertyOptional({ type: CountDto })
  readonly count?: CountDto;

  @ApiPropertyOptional({ type: RosterCountsDto, description: 'Of the whole roster.' })
  readonly counts?: RosterCountsDto;

  @ApiProperty({ example: false })
  readonly partial!: boolean;

  @ApiProperty({
    example: false,
    description: 'More than 1,000 people have that name; only the first 1,000 were looked for.',
  })
  readonly peopleTruncated!: boolean;

  @IsPast()
  readonly asAt?: PastMomentDto;
}
