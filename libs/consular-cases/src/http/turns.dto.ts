import { ApiProperty } from '@nestjs/swagger';
import { CommandDto, Id, OneOf, OptionalText } from '#platform';
import { codesOf } from '../domain/vocabulary.js';
import { type Relation, RELATIONS, REOPEN_GROUNDS, type ReopenGround } from '../domain/vocabulary-turns.js';
import { type LinkView } from '../queries/related-cases.js';
import { CASE_ID } from './case-list.dto.js';

export class MarkUnreachableDto extends CommandDto {
  @OptionalText({ multiline: true, example: 'Số điện thoại không còn dùng, xã không biết nơi ở mới.' })
  readonly explanation?: string;
}

export class ReopenCaseDto extends CommandDto {
  @OneOf(codesOf(REOPEN_GROUNDS), { enumName: 'ReopenGround', example: 'new_information' })
  readonly ground!: ReopenGround;

  @Id({ description: 'The attached document that brings the new fact.' })
  readonly newFact!: string;

  @OptionalText({ multiline: true })
  readonly explanation?: string;
}

export class LinkCasesDto extends CommandDto {
  @Id({ description: 'The other case.' })
  readonly other!: string;

  @OneOf(codesOf(RELATIONS), {
    enumName: 'CaseRelation',
    example: 'same_incident',
    description: 'What the other case is to this one: `precursor` came before it, `follow_up` after.',
  })
  readonly relation!: Relation;
}

/** Another case that this one has to do with, in whichever of the two that was recorded. */
export class CaseLinkDto implements LinkView {
  @ApiProperty(CASE_ID)
  readonly id!: string;

  @ApiProperty({ example: 'BHCD-2022-0008' })
  readonly number!: string;

  @ApiProperty({ enum: codesOf(RELATIONS), enumName: 'CaseRelation' })
  readonly relation!: Relation;

  @ApiProperty({ format: 'date', example: '2022-04-02' })
  readonly on!: string;

  @ApiProperty({ example: true, description: 'False when the link stands in the other case.' })
  readonly recordedHere!: boolean;
}
