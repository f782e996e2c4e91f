import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LabelDto } from '#platform';
import { type CasePhase } from '../domain/vocabulary/index.js';
import { DEADLINE_RULES } from '../projections/deadlines.js';
import { CASE_ID, maybe, PHASE } from './case-list.dto.js';

export class DeadlineDto {
  @ApiProperty({ enum: DEADLINE_RULES.map(({ id }) => id), enumName: 'CaseDeadlineRule', example: 'T-6' })
  readonly rule!: string;

  @ApiPropertyOptional({ example: 'outgoing-2022/2022/101', description: 'The paper that T-2 is about.' })
  readonly about?: string;

  @ApiProperty({ type: LabelDto })
  readonly label!: LabelDto;

  @ApiProperty({ example: 1 })
  readonly limit!: number;

  @ApiProperty({ enum: ['calendar_days', 'working_days', 'years'], enumName: 'DayUnit' })
  readonly unit!: string;

  @ApiProperty({ format: 'date', example: '2022-03-10' })
  readonly startedOn!: string;

  @ApiProperty({ ...maybe('2022-03-11', 'date'), description: 'null while the clock waits for papers.' })
  readonly dueOn!: string | null;

  @ApiProperty(maybe('2022-03-11', 'date'))
  readonly metOn!: string | null;

  @ApiProperty({
    enum: ['open', 'overdue', 'paused', 'met', 'met_late', 'ended'],
    enumName: 'CaseDeadlineStanding',
    description: '`ended`: it was open as the case ended, and is not due any more.',
  })
  readonly standing!: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 1,
    description: '0 today, negative when overdue; null when nothing is due by it.',
  })
  readonly workingDaysLeft!: number | null;
}

export class PhaseDto {
  @ApiProperty(PHASE)
  readonly phase!: CasePhase;

  @ApiProperty({ format: 'date', example: '2022-03-10' })
  readonly since!: string;

  @ApiProperty({ ...maybe('2022-03-14', 'date'), description: 'null for the present phase.' })
  readonly until!: string | null;

  @ApiProperty({ example: 4, description: 'Calendar days, so far for the present phase.' })
  readonly days!: number;
}

export class MilestoneDto {
  @ApiProperty({ example: 'CaseForwarded' })
  readonly type!: string;

  @ApiProperty({ type: LabelDto })
  readonly label!: LabelDto;

  @ApiProperty({ example: 2 })
  readonly revision!: number;

  @ApiProperty({ format: 'date', example: '2022-03-11' })
  readonly occurredOn!: string;

  @ApiPropertyOptional({ example: 'outgoing/2022/101' })
  readonly letter?: string;
}

export class ActionDto {
  @ApiProperty({ example: 'ForwardCase' })
  readonly command!: string;

  @ApiProperty({ type: LabelDto, description: 'What the command is called, allowed or not.' })
  readonly label!: LabelDto;

  @ApiProperty({ example: `/api/v1/consular-cases/${CASE_ID.example}/forward-case` })
  readonly href!: string;

  @ApiProperty({ example: false })
  readonly allowed!: boolean;

  @ApiPropertyOptional({
    example: 'consular-case.identity-not-verified',
    description: 'The rule in the way, as the command would answer.',
  })
  readonly code?: string;

  @ApiPropertyOptional({ type: LabelDto, description: 'The same in words.' })
  readonly reason?: LabelDto;
}

export class PastPointDto {
  @ApiPropertyOptional({ example: 3 })
  readonly revision?: number;

  @ApiPropertyOptional({ format: 'date-time', example: '2022-06-15T01:00:00.000Z' })
  readonly asAt?: string;

  @ApiPropertyOptional({ enum: ['recorded', 'occurred'], enumName: 'HistoryClock' })
  readonly clock?: string;
}
