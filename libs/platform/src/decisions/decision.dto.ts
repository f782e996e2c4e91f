import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type Standing } from '#kernel';
import { LabelDto } from '../history/history.dto.js';
import { type Approval, type Approvals } from './approvals.handler.js';
import { type DecisionView, type ShownStep } from './decision-view.js';

const STANDINGS = ['open', 'approved', 'refused', 'withdrawn'] as const satisfies readonly Standing[];

export class DecisionStepDto implements ShownStep {
  @ApiProperty({ example: 'officer-consular', description: 'Id of the member of the office.' })
  readonly by!: string;

  @ApiPropertyOptional({ example: 'head-consular' })
  readonly onBehalfOf?: string;

  @ApiProperty({ format: 'date', example: '2022-06-14' })
  readonly on!: string;

  @ApiProperty({ format: 'date-time', example: '2022-06-14T02:00:00.000Z' })
  readonly at!: string;

  @ApiProperty({ example: 8, description: "The step's own revision." })
  readonly revision!: number;

  @ApiPropertyOptional({
    example: 7,
    description: "The dossier's revision that was seen: ask for the record with `?revision=` it.",
  })
  readonly seenRevision?: number;

  @ApiProperty({ type: String, nullable: true, example: 'Ghi nhầm của vụ việc khác.' })
  readonly reason!: string | null;
}

export class DecisionDto implements DecisionView {
  @ApiProperty({ format: 'uuid', example: '0a4ee96b-ce40-5e86-949b-0c899da67f14' })
  readonly id!: string;

  @ApiProperty({ example: 'void-event' })
  readonly kind!: string;

  @ApiProperty({ type: LabelDto, example: { vi: 'Hủy một nội dung ghi nhầm', en: 'Void an entry' } })
  readonly label!: LabelDto;

  @ApiProperty({
    type: Object,
    description: 'What is proposed, by kind.',
    example: { target: '5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312' },
  })
  readonly payload!: unknown;

  @ApiProperty({ enum: STANDINGS, enumName: 'ProposalStanding' })
  readonly standing!: Standing;

  @ApiProperty({ type: DecisionStepDto })
  readonly proposed!: DecisionStepDto;

  @ApiPropertyOptional({ type: DecisionStepDto, description: 'How it ended, once it has.' })
  readonly ended?: DecisionStepDto;

  @ApiProperty({ type: [String], description: 'Who may not decide it beside who proposed it.' })
  readonly barred!: string[];

  @ApiProperty({ description: 'You may decide it now.' })
  readonly mayDecide!: boolean;

  @ApiProperty({ description: 'You may take it back now.' })
  readonly mayWithdraw!: boolean;
}

class DecidedRecordDto {
  @ApiProperty({ example: 'consular-cases' })
  readonly resource!: string;

  @ApiProperty({ format: 'uuid', example: '5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312' })
  readonly id!: string;

  @ApiProperty({ example: 'BHCD-2022-0001' })
  readonly title!: string;

  @ApiProperty({ example: 9, description: 'As it stands now; goes into If-Match of the decision.' })
  readonly revision!: number;

  @ApiProperty({ example: '/api/v1/consular-cases/5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312' })
  readonly href!: string;
}

export class ApprovalDto extends DecisionDto implements Approval {
  @ApiProperty({ type: DecidedRecordDto })
  readonly record!: DecidedRecordDto;
}

export class ApprovalsDto implements Approvals {
  @ApiProperty({ type: [ApprovalDto], description: 'The longest waiting first.' })
  readonly items!: ApprovalDto[];

  @ApiProperty({ description: 'False when there are more.' })
  readonly complete!: boolean;
}
