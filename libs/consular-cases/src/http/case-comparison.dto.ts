import { ApiProperty } from '@nestjs/swagger';
import { ChangeDto, HistoryEntryDto, LabelDto } from '#platform';
import { type ConsularCaseEventType } from '../domain/events/index.js';
import { type CaseComparison, type ComparedAct, type ComparedSide } from '../queries/case-comparison.js';
import { PastPointDto } from './case-course.dto.js';
import { CASE_ID } from './case-list.dto.js';

class ComparedSideDto implements ComparedSide {
  @ApiProperty({ type: PastPointDto })
  readonly point!: ComparedSide['point'];

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 3,
    description: 'Of the last event that counts; null when there was no case yet.',
  })
  readonly revision!: number | null;
}

class ComparedActDto implements ComparedAct {
  @ApiProperty({ example: 3, description: 'Of its event.' })
  readonly revision!: number;

  @ApiProperty({ type: String, example: 'CaseForwarded' })
  readonly type!: ConsularCaseEventType;

  @ApiProperty({ type: LabelDto, example: { vi: 'Chuyển hồ sơ', en: 'Case forwarded' } })
  readonly label!: LabelDto;

  @ApiProperty({ format: 'date', example: '2022-06-15' })
  readonly occurredOn!: string;

  @ApiProperty({ format: 'date-time', example: '2022-06-15T01:00:00.000Z' })
  readonly recordedAt!: string;

  @ApiProperty({ enum: ['added', 'removed', 'changed'], enumName: 'ActDifference' })
  readonly difference!: ComparedAct['difference'];

  @ApiProperty({ type: [ChangeDto] })
  readonly changes!: ChangeDto[];
}

/** A case at two points of its past. */
export class CaseComparisonDto implements CaseComparison {
  @ApiProperty(CASE_ID)
  readonly id!: string;

  @ApiProperty({ type: ComparedSideDto })
  readonly from!: ComparedSideDto;

  @ApiProperty({ type: ComparedSideDto })
  readonly to!: ComparedSideDto;

  @ApiProperty({ example: false, description: 'Nothing differs.' })
  readonly same!: boolean;

  @ApiProperty({ type: [ChangeDto], description: 'The facts that the case keeps, and that differ.' })
  readonly changes!: ChangeDto[];

  @ApiProperty({
    type: [ComparedActDto],
    description: 'What happened, and that one side does not have or has otherwise; oldest first.',
  })
  readonly acts!: ComparedActDto[];

  @ApiProperty({ type: [HistoryEntryDto], description: 'Events that count on one side alone, oldest first.' })
  readonly between!: HistoryEntryDto[];
}
