import { ApiProperty } from '@nestjs/swagger';
import { CommandDto, DateOnly, Integer, OneOf, OptionalText, Text } from '#platform';
import { type AskedOpinion } from '../domain/state.js';
import { codesOf } from '../domain/vocabulary/index.js';
import { type Stance, STANCES } from '../domain/vocabulary/course.js';
import { DEADLINE_RULES } from '../projections/deadlines.js';
import { maybe } from './case-list.dto.js';

const STANCE = { enumName: 'OpinionStance', example: 'agree' } as const;

export class SeekOpinionDto extends CommandDto {
  @Text({ example: 'Công an tỉnh', description: 'Who is asked.' })
  readonly agency!: string;

  @Text({ multiline: true, example: 'Đề nghị cho ý kiến về việc tiếp nhận công dân qua cửa khẩu.' })
  readonly question!: string;

  @DateOnly({ optional: true, example: '2022-06-24', description: 'Until when an answer is asked for.' })
  readonly dueOn?: string;
}

export class RecordOpinionDto extends CommandDto {
  @Integer({ min: 1, example: 1, description: 'Of the request that it answers, as the case lists them.' })
  readonly requestNo!: number;

  @OneOf(codesOf(STANCES), {
    ...STANCE,
    description: '`silent` once the day has passed without an answer; every other stance came on paper.',
  })
  readonly stance!: Stance;

  @OptionalText({ multiline: true, example: 'Thống nhất tiếp nhận.' })
  readonly opinion?: string;
}

export class ExtendDeadlineDto extends CommandDto {
  @OneOf(DEADLINE_RULES.map(({ id }) => id), {
    enumName: 'CaseDeadlineRule',
    example: 'T-6',
    description: 'One that is running in the case.',
  })
  readonly deadline!: string;

  @DateOnly({ example: '2099-12-31', description: 'Later than it is due now.' })
  readonly newDue!: string;

  @Text({ example: 'Giám đốc Sở', description: 'Who allowed it.' })
  readonly authority!: string;

  @Text({ multiline: true, example: 'Chờ bản dịch giấy tờ.' })
  readonly reason!: string;
}

/** Another agency that was asked, and what it said. */
export class AskedOpinionDto implements AskedOpinion {
  @ApiProperty({ example: 1 })
  readonly requestNo!: number;

  @ApiProperty({ format: 'date', example: '2022-06-14' })
  readonly on!: string;

  @ApiProperty(maybe('2022-06-24', 'date'))
  readonly dueOn!: string | null;

  @ApiProperty({ enum: codesOf(STANCES), ...STANCE, nullable: true, description: 'null without an answer.' })
  readonly stance!: Stance | null;

  @ApiProperty(maybe('2022-06-20', 'date'))
  readonly receivedOn!: string | null;
}
