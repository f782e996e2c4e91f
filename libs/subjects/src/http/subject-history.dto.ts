import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type Actor, type Role, ROLES } from '#kernel';
import { type Bilingual, SourceDto } from '#platform';
import { type HistoryEntry, type ShownChange } from '../queries/history.js';
import { type SubjectHistory } from '../queries/subjects.queries.js';

class LabelDto implements Bilingual {
  @ApiProperty({ example: 'Ngày sinh' })
  readonly vi!: string;

  @ApiProperty({ example: 'Birth date' })
  readonly en!: string;
}

class ActorDto implements Actor {
  @ApiProperty({ example: 'officer-consular' })
  readonly id!: string;

  @ApiProperty({ enum: ROLES, enumName: 'Role' })
  readonly role!: Role;

  @ApiProperty({ example: 'consular' })
  readonly unit!: string;
}

class SubjectChangeDto implements ShownChange {
  @ApiProperty({ example: 'birthDate' })
  readonly field!: string;

  @ApiProperty({ type: LabelDto })
  readonly label!: LabelDto;

  @ApiProperty({ nullable: true, type: Object, example: '2005-06-30' })
  readonly before!: unknown;

  @ApiProperty({ nullable: true, type: Object, example: '2003-06-30' })
  readonly after!: unknown;

  @ApiProperty({ description: 'Personal data: null on both sides when it is not shown.' })
  readonly personal!: boolean;
}

class SubjectHistoryEntryDto implements HistoryEntry {
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

  @ApiProperty({ type: ActorDto })
  readonly actor!: ActorDto;

  @ApiPropertyOptional({ example: 'head-consular' })
  readonly onBehalfOf?: string;

  @ApiPropertyOptional({ type: SourceDto })
  readonly source?: SourceDto;

  @ApiProperty({ type: String, nullable: true, example: 'Giấy khai sinh ghi khác' })
  readonly reason!: string | null;

  @ApiProperty({ type: [SubjectChangeDto] })
  readonly changes!: SubjectChangeDto[];
}

export class SubjectHistoryDto implements SubjectHistory {
  @ApiProperty({ format: 'uuid', example: '5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312' })
  readonly id!: string;

  @ApiProperty({ example: 1 })
  readonly revision!: number;

  @ApiProperty({ type: [SubjectHistoryEntryDto], description: 'Oldest first.' })
  readonly entries!: SubjectHistoryEntryDto[];
}
