import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  type Count,
  type Difference,
  ON_DIFFERENCES,
  type OnDifference,
  REBUILD_PHASES,
  REBUILD_REASONS,
  type RebuildPhase,
  type RebuildReason,
} from '#event-sourcing';
import { Texts } from '../dto/structures.js';
import { OneOf } from '../dto/values.js';
import { type ReadModelStatus, type Retried, type ShownParked } from './read-models.js';
import { type RebuildReport } from './rebuild-reports.js';

export class DocumentCountDto implements Count {
  @ApiProperty({ example: 1284 })
  readonly count!: number;

  @ApiProperty({ description: 'True when there are more.' })
  readonly capped!: boolean;
}

class DifferenceDto implements Difference {
  @ApiProperty({ example: '5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312', description: 'Id of the document.' })
  readonly id!: string;

  @ApiProperty({
    type: [String],
    example: ['case.phase', 'acts.3.data'],
    description:
      'Where the two differ, without what stands there; empty when one of them has no document of that revision.',
  })
  readonly fields!: readonly string[];
}

export class RebuildDto implements RebuildReport {
  @ApiProperty({ example: 'consular-cases' })
  readonly projection!: string;

  @ApiProperty({ example: '5-9f2c10ab34cd.g2', description: 'The version that is built.' })
  readonly version!: string;

  @ApiProperty({ example: '5-9f2c10ab34cd', description: 'The version that is live meanwhile.' })
  readonly replaces!: string;

  @ApiProperty({
    enum: REBUILD_PHASES,
    enumName: 'RebuildPhase',
    description:
      '`building` from the log; `comparing` with the live version; `leaving`: live, the former one is about to go. ' +
      'Ended: `done`; `kept`: the live one was not replaced, see `reason`; `cancelled`; `failed`; `interrupted` by ' +
      'the end of the process. Unless it says `done`, the live one is as it was.',
  })
  readonly phase!: RebuildPhase;

  @ApiPropertyOptional({
    enum: REBUILD_REASONS,
    enumName: 'RebuildReason',
    description:
      '`differences`: there are some, and they were to be looked at first; `cannot-fold`: it folds some stream less ' +
      'far than the live one; `error`.',
  })
  readonly reason?: RebuildReason;

  @ApiPropertyOptional({ example: 'Error: this event cannot be folded' })
  readonly error?: string;

  @ApiProperty({ example: 81_250, description: 'Events read so far.' })
  readonly events!: number;

  @ApiProperty({ example: 0.65, description: 'Part of the log that is folded, 0 to 1.' })
  readonly share!: number;

  @ApiProperty({ example: 3.2 })
  readonly seconds!: number;

  @ApiProperty({ example: 25_390 })
  readonly eventsPerSecond!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 2,
    description: 'Of building; null while nobody can tell, as from the comparison on; 0 once it has ended.',
  })
  readonly secondsLeft!: number | null;

  @ApiProperty({ example: 1284, description: 'Documents compared with the live ones, at equal revisions.' })
  readonly compared!: number;

  @ApiProperty({ example: 0, description: 'Those that are not the same.' })
  readonly different!: number;

  @ApiProperty({ type: [DifferenceDto], description: 'The first of them.' })
  readonly sample!: readonly DifferenceDto[];

  @ApiProperty({ example: 0, description: 'Streams that could not be folded.' })
  readonly parked!: number;

  @ApiProperty({ example: 'analyst', description: 'Id of the member of the office.' })
  readonly requestedBy!: string;

  @ApiProperty({ format: 'date-time', example: '2022-06-15T02:00:00.000Z' })
  readonly startedAt!: string;

  @ApiProperty({ format: 'date-time', description: 'When this was told; the end, once it has ended.' })
  readonly reportedAt!: string;
}

export class ReadModelDto implements ReadModelStatus {
  @ApiProperty({ example: 'consular-cases' })
  readonly name!: string;

  @ApiProperty({ example: '5-9f2c10ab34cd', description: 'Shape of the documents and what they rest on.' })
  readonly definition!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '5-9f2c10ab34cd.g2',
    description: 'That answers questions; null while the definition is being built.',
  })
  readonly version!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 2, description: 'How often it has been built.' })
  readonly generation!: number | null;

  @ApiProperty({ example: '00000000000000012345', description: 'Place in the log up to which it is folded.' })
  readonly position!: string;

  @ApiProperty({ description: 'When the last event that it holds was recorded; empty before the first.' })
  readonly recordedAt!: string;

  @ApiProperty({ example: 0, description: 'For how long something newer has been waiting, in milliseconds.' })
  readonly lagMs!: number;

  @ApiProperty({ type: DocumentCountDto })
  readonly documents!: DocumentCountDto;

  @ApiProperty({ example: 0, description: 'Streams that could not be folded: see /parked-documents.' })
  readonly parked!: number;

  @ApiProperty({ type: RebuildDto, nullable: true, description: 'The last rebuild, under way or ended.' })
  readonly rebuild!: RebuildDto | null;
}

export class RebuildReadModelDto {
  @OneOf(ON_DIFFERENCES, {
    optional: true,
    enumName: 'OnDifferences',
    description:
      'What to do when a document differs from the live one: `switch` (when left out), as the log is right; `keep` ' +
      'the live one, and show what differs.',
  })
  readonly onDifferences?: OnDifference;
}

export const REBUILD_EXAMPLES = {
  switch: { summary: 'Take the place of the live one', value: {} },
  keep: {
    summary: 'Keep the live one where a document differs',
    value: { onDifferences: 'keep' },
  },
} satisfies Record<string, { summary: string; value: RebuildReadModelDto }>;

export class ParkedDocumentDto implements ShownParked {
  @ApiProperty({ example: 'consular-cases@5-9f2c10ab34cd:consularCase-5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312' })
  readonly id!: string;

  @ApiProperty({ example: 'consular-cases' })
  readonly projection!: string;

  @ApiProperty({ example: '5-9f2c10ab34cd' })
  readonly version!: string;

  @ApiProperty({ example: 'consularCase-5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312' })
  readonly stream!: string;

  @ApiProperty({ example: 4, description: 'Revision of the first event that was not folded.' })
  readonly failedAt!: number;

  @ApiProperty({ example: 'TypeError: officer is undefined' })
  readonly cause!: string;
}

export class ParkedDocumentsDto {
  @ApiProperty({ type: [ParkedDocumentDto], description: 'Those of the same cause together.' })
  readonly items!: readonly ParkedDocumentDto[];
}

export class RetryParkedDto {
  @Texts({
    optional: true,
    min: 1,
    max: 100,
    maxLength: 300,
    example: ['consular-cases@5-9f2c10ab34cd:consularCase-5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312'],
    description: 'Ids of parked documents; all of them when left out.',
  })
  readonly ids?: string[];
}

export const RETRY_EXAMPLES = {
  all: { summary: 'All of them', value: {} },
  named: {
    summary: 'Those that are named',
    value: { ids: ['consular-cases@5-9f2c10ab34cd:consularCase-5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312'] },
  },
} satisfies Record<string, { summary: string; value: RetryParkedDto }>;

export class RetriedDto implements Retried {
  @ApiProperty({ description: 'True when it takes longer: look at /parked-documents later.' })
  readonly pending!: boolean;

  @ApiProperty({ example: 3, description: 'Streams that are folded and followed again.' })
  readonly folded!: number;

  @ApiProperty({ type: [ParkedDocumentDto], description: 'Those that failed again.' })
  readonly parked!: readonly ParkedDocumentDto[];
}
