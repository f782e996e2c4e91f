import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type Actor, type Role, ROLES, type Verdict } from '#kernel';
import { type Bilingual } from '../language.js';
import {
  type History,
  type HistoryEntry,
  type ShownChange,
  type ShownDecision,
  type ShownSource,
} from './history-entry.js';

/** A name in both languages. */
export class LabelDto implements Bilingual {
  @ApiProperty({ example: 'Ngày sinh' })
  readonly vi!: string;

  @ApiProperty({ example: 'Birth date' })
  readonly en!: string;
}

export class ActorDto implements Actor {
  @ApiProperty({ example: 'officer-consular' })
  readonly id!: string;

  @ApiProperty({ enum: ROLES, enumName: 'Role' })
  readonly role!: Role;

  @ApiProperty({ example: 'consular' })
  readonly unit!: string;
}

export class ChangeDto implements ShownChange {
  @ApiProperty({ example: 'birthDate' })
  readonly field!: string;

  @ApiProperty({ type: LabelDto })
  readonly label!: LabelDto;

  @ApiProperty({ nullable: true, type: Object, example: '2005-06-30' })
  readonly before!: unknown;

  @ApiProperty({ nullable: true, type: Object, example: '2003-06-30' })
  readonly after!: unknown;

  @ApiPropertyOptional({ type: LabelDto, description: 'What the code `before` means.' })
  readonly beforeName?: LabelDto;

  @ApiPropertyOptional({ type: LabelDto, description: 'What the code `after` means.' })
  readonly afterName?: LabelDto;

  @ApiProperty({ description: 'Personal data: null on both sides when it is not shown.' })
  readonly personal!: boolean;
}

export class ShownSourceDto implements ShownSource {
  @ApiProperty({ example: 'incoming-2022' })
  readonly register!: string;

  @ApiProperty({ example: '152' })
  readonly number!: string;

  @ApiPropertyOptional({ example: 'CV/LS-BHCD' })
  readonly symbol?: string;

  @ApiProperty({ format: 'date', example: '2022-06-10' })
  readonly date!: string;

  @ApiPropertyOptional({ format: 'date', example: '2022-06-10' })
  readonly signedOn?: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Cục Lãnh sự',
    description: 'Personal data: null when it is not shown.',
  })
  readonly issuer!: string | null;
}

const EVENT_ID = { format: 'uuid', example: '0a4ee96b-ce40-5e86-949b-0c899da67f14' };

export class ShownDecisionDto implements ShownDecision {
  @ApiPropertyOptional({ example: 'void-event' })
  readonly kind?: string;

  @ApiPropertyOptional({ enum: ['approved', 'refused'], enumName: 'Verdict' })
  readonly verdict?: Verdict;

  @ApiPropertyOptional({ example: 7, description: "The dossier's revision that was seen." })
  readonly seenRevision?: number;
}

export class HistoryEntryDto implements HistoryEntry {
  @ApiProperty({ format: 'uuid', example: '0a4ee96b-ce40-5e86-949b-0c899da67f14' })
  readonly id!: string;

  @ApiProperty({ example: 1 })
  readonly revision!: number;

  @ApiProperty({ example: 'SubjectDetailsCorrected' })
  readonly type!: string;

  @ApiProperty({ type: LabelDto, example: { vi: 'Sửa thông tin', en: 'Details corrected' } })
  readonly label!: LabelDto;

  @ApiProperty({ format: 'date', example: '2022-03-12', description: 'The day it happened.' })
  readonly occurredOn!: string;

  @ApiProperty({
    format: 'date-time',
    example: '2022-03-12T02:00:00.000Z',
    description: 'When it was recorded.',
  })
  readonly recordedAt!: string;

  @ApiProperty({ example: false, description: 'Recorded on a later day than it happened.' })
  readonly late!: boolean;

  @ApiProperty({ type: ActorDto })
  readonly actor!: ActorDto;

  @ApiPropertyOptional({ example: 'head-consular' })
  readonly onBehalfOf?: string;

  @ApiPropertyOptional({ type: ShownSourceDto })
  readonly source?: ShownSourceDto;

  @ApiProperty({ type: String, nullable: true, example: 'Giấy khai sinh ghi khác' })
  readonly reason!: string | null;

  @ApiProperty({
    type: [ChangeDto],
    description: 'What became different by it; of a correction, what it corrects.',
  })
  readonly changes!: ChangeDto[];

  @ApiPropertyOptional({
    enum: [true],
    description: 'What the event changed cannot be told: this program cannot take in the history up to here.',
  })
  readonly changesUnknown?: true;

  @ApiPropertyOptional({ ...EVENT_ID, description: 'The event that a correction or voiding is about.' })
  readonly corrects?: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'Giấy khai sinh số 152',
    description: 'What shows that a correction is right.',
  })
  readonly evidence?: string | null;

  @ApiPropertyOptional({
    type: [String],
    description: 'Ids of the corrections of this event that stand, oldest first: the last one counts.',
  })
  readonly correctedBy?: string[];

  @ApiPropertyOptional({ ...EVENT_ID, description: 'The voiding that took this event out.' })
  readonly voidedBy?: string;

  @ApiPropertyOptional({ ...EVENT_ID, description: 'The proposal that a decision or a voiding is about.' })
  readonly proposal?: string;

  @ApiPropertyOptional({ type: ShownDecisionDto })
  readonly decision?: ShownDecisionDto;
}

/** Everything that was recorded about one stream. */
export class HistoryDto implements History {
  @ApiProperty({ format: 'uuid', example: '5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312' })
  readonly id!: string;

  @ApiProperty({ example: 1 })
  readonly revision!: number;

  @ApiProperty({ type: [HistoryEntryDto], description: 'Oldest first.' })
  readonly entries!: HistoryEntryDto[];
}
