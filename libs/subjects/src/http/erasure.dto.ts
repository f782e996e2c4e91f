import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CommandDto, DecisionDto, OneOf, Text, Texts } from '#platform';
import { DETAIL_NAMES, type DetailField } from '../domain/details.js';
import { ERASURE_GROUNDS, type ErasureGround } from '../domain/grounds.js';
import { type ErasureProof, type ErasureView, type LostText, type RequestDue } from '../queries/erasure.js';

const GROUND = { enum: ERASURE_GROUNDS, enumName: 'ErasureGround' };
const EVENT = { format: 'uuid', example: '0a4ee96b-ce40-5e86-949b-0c899da67f14' };
const ID = { format: 'uuid', example: '5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312' };
const DAY = { format: 'date', example: '2022-06-14' };
const NUMBER = { example: 'BHCD-2022-0001' };

export class ProposeErasureDto extends CommandDto {
  @OneOf(ERASURE_GROUNDS, { enumName: 'ErasureGround', example: 'request' })
  readonly ground!: ErasureGround;

  @Texts({
    optional: true,
    ids: true,
    max: 500,
    description:
      'Ids of events whose texts or documents are about others too, and that nobody will be able to read any more. ' +
      'Whatever is not named here has to be corrected to a redacted version first.',
    example: ['0a4ee96b-ce40-5e86-949b-0c899da67f14'],
  })
  readonly lettingGo?: string[];

  @Text({ multiline: true, example: 'Đơn của công dân ngày 10/6/2022, vụ việc đã kết thúc.' })
  readonly reason!: string;
}

export class ErasureProofDto implements ErasureProof {
  @ApiProperty(EVENT)
  readonly event!: string;

  @ApiProperty(DAY)
  readonly on!: string;

  @ApiProperty({ format: 'date-time', example: '2022-06-14T02:00:00.000Z' })
  readonly at!: string;

  @ApiProperty(GROUND)
  readonly ground!: ErasureGround;

  @ApiProperty({ enum: DETAIL_NAMES, isArray: true, description: 'Details that had a value.' })
  readonly fields!: DetailField[];

  @ApiProperty({ example: 3, description: 'How many keys were destroyed.' })
  readonly keys!: number;

  @ApiProperty({ example: 'officer-consular' })
  readonly proposedBy!: string;

  @ApiProperty({ example: 'director' })
  readonly decidedBy!: string;
}

class NamingCaseDto {
  @ApiProperty(ID)
  readonly id!: string;

  @ApiProperty(NUMBER)
  readonly number!: string;

  @ApiProperty({ description: 'It has not ended, so nobody whom it names is erased.' })
  readonly running!: boolean;
}

class CaseOfTextDto {
  @ApiProperty(ID)
  readonly id!: string;

  @ApiProperty(NUMBER)
  readonly number!: string;
}

export class LostTextDto implements LostText {
  @ApiPropertyOptional({ type: CaseOfTextDto, description: 'Absent when it stands in a record.' })
  readonly case?: CaseOfTextDto;

  @ApiPropertyOptional({
    ...ID,
    description:
      'The subject in whose record it stands: about a merge that was taken back. It can only be let go.',
  })
  readonly record?: string;

  @ApiProperty({ ...EVENT, description: 'What `correct-fact` of that case, or `lettingGo`, names.' })
  readonly event!: string;

  @ApiProperty({ example: 'MissionReported' })
  readonly type!: string;

  @ApiProperty({ example: 4 })
  readonly revision!: number;

  @ApiProperty({ example: 'condition', description: '`content` is that of a document.' })
  readonly field!: string;
}

class ChainDto {
  @ApiProperty({ example: 4 })
  readonly events!: number;

  @ApiProperty({ description: 'Every hash was recomputed just now, and is what was recorded.' })
  readonly whole!: boolean;
}

export class RequestDueDto implements RequestDue {
  @ApiProperty(EVENT)
  readonly proposal!: string;

  @ApiProperty(DAY)
  readonly answerBy!: string;

  @ApiProperty(DAY)
  readonly completeBy!: string;
}

export class ErasureDto implements ErasureView {
  @ApiProperty(ID)
  readonly id!: string;

  @ApiProperty({ example: 3, description: 'Goes into If-Match of the decision.' })
  readonly revision!: number;

  @ApiProperty({ type: ErasureProofDto, nullable: true, description: 'Null while nothing was erased.' })
  readonly erased!: ErasureProofDto | null;

  @ApiProperty({ example: 0, description: 'Keys the subject has a share in; none once it is erased.' })
  readonly keysLeft!: number;

  @ApiProperty({ type: ChainDto })
  readonly chain!: ChainDto;

  @ApiProperty({ type: [NamingCaseDto] })
  readonly cases!: NamingCaseDto[];

  @ApiProperty({ type: [LostTextDto], description: 'What others would not be able to read either.' })
  readonly sharedTexts!: LostTextDto[];

  @ApiProperty({ type: [DecisionDto] })
  readonly decisions!: DecisionDto[];

  @ApiProperty({ type: [RequestDueDto], description: 'Of proposals that wait (T-26).' })
  readonly due!: RequestDueDto[];
}
