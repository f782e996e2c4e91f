import { ApiProperty } from '@nestjs/swagger';
import { CommandDto, DateOnly, OptionalText, Text } from '#platform';
import { type ClosedFile } from '../domain/state.js';
import { type FilesDue } from '../queries/my-work.js';
import { maybe, WorkGroupDto } from './case-list.dto.js';
import { IsPast, PastMomentDto } from './past.dto.js';

export class CloseFileDto extends CommandDto {
  @DateOnly({
    example: '2022-06-20',
    description: 'The day on which the last duplicate and draft had been taken out.',
  })
  readonly weededOn!: string;

  @Text({
    max: 60,
    example: 'consular',
    description: 'Code of a retention rule, as `GET /office` lists them.',
  })
  readonly retention!: string;

  @OptionalText({ multiline: true, example: 'Hồ sơ đủ, đã đánh số tờ.' })
  readonly remark?: string;
}

export class HandOverToArchiveDto extends CommandDto {
  @Text({ example: 'Kho 1, hộp 12, hồ sơ 34', description: 'Where the archive keeps it.' })
  readonly reference!: string;
}

export class ProposeDestructionDto extends CommandDto {
  @Text({ multiline: true, example: 'Hết thời hạn bảo quản, không còn giá trị sử dụng.' })
  readonly reason!: string;
}

class RetentionDto {
  @ApiProperty({ example: 'consular', description: 'Code of the rule.' })
  readonly rule!: string;

  @ApiProperty({
    oneOf: [{ type: 'integer' }, { type: 'string', enum: ['permanent'] }],
    example: 20,
    description: 'Whole years after the year in which the matter was settled, or `permanent`.',
  })
  readonly period!: number | 'permanent';
}

/** The papers of a settled case, put in order. */
export class ClosedFileDto implements ClosedFile {
  @ApiProperty({ format: 'date', example: '2022-06-21' })
  readonly closedOn!: string;

  @ApiProperty({ format: 'date', example: '2022-06-20' })
  readonly weededOn!: string;

  @ApiProperty({ type: RetentionDto })
  readonly retention!: RetentionDto;

  @ApiProperty({ ...maybe('2042-12-31', 'date'), description: 'Its last day; null for ever.' })
  readonly keptUntil!: string | null;

  @ApiProperty({ ...maybe('2023-05-04', 'date'), description: 'null while the archive does not have it.' })
  readonly handedOverOn!: string | null;

  @ApiProperty({ ...maybe('2043-01-15', 'date'), description: 'null unless two people decided it.' })
  readonly destructionApprovedOn!: string | null;
}

const group = (description: string) => ApiProperty({ type: WorkGroupDto, description });

/** Files of settled cases, by what is to be done with them. */
export class FilesDueDto implements FilesDue {
  @group('To be weeded, given a retention and closed (G-9).')
  readonly toClose!: WorkGroupDto;

  @group('Closed, and due in the archive within a year of the settling (G-10, T-25).')
  readonly toHandOver!: WorkGroupDto;

  @group('In the archive with a retention that has ended: two people decide what becomes of them.')
  readonly toReview!: WorkGroupDto;

  @group('Those of the first two that should have been in the archive before the day of the answer (T-25).')
  readonly overdue!: WorkGroupDto;

  @IsPast()
  readonly asAt?: PastMomentDto;
}
