import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CommandDto, GoesWith, Id, OneOf, OptionalText, Text } from '#platform';
import { codesOf } from '../domain/vocabulary/index.js';
import { type FormerHandler, type OtherParty } from '../domain/commands/turns.js';
import { type Reception, type Transfer } from '../domain/state.js';
import {
  type Relation,
  RELATIONS,
  REOPEN_GROUNDS,
  type ReopenGround,
  TRANSFER_BASES,
  TRANSFER_PARTIES,
  type TransferBasis,
  type TransferParty,
} from '../domain/vocabulary/turns.js';
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

const PARTY = { enumName: 'TransferParty', example: 'province' } as const;
const PROVINCE = {
  max: 60,
  description: 'Code of another province, when that is the party.',
  example: 'lao-cai',
};
const AGENCY = { description: 'The name of the agency, when that is the party.' };
const BASIS = { enumName: 'TransferBasis', example: 'home_residence' } as const;

export class TransferCaseDto extends CommandDto implements OtherParty {
  @OneOf(codesOf(TRANSFER_PARTIES), PARTY)
  readonly party!: TransferParty;

  @GoesWith('party', 'province')
  @OptionalText(PROVINCE)
  readonly province?: string;

  @GoesWith('party', 'agency')
  @OptionalText(AGENCY)
  readonly agency?: string;

  @OneOf(codesOf(TRANSFER_BASES), { ...BASIS, description: 'Why the case is theirs.' })
  readonly basis!: TransferBasis;

  @OptionalText({ multiline: true })
  readonly explanation?: string;
}

export class RecordTransferAcceptedDto extends CommandDto {
  @OptionalText({ multiline: true })
  readonly explanation?: string;
}

export class DeclineTransferDto extends CommandDto {
  @OptionalText({ multiline: true, example: 'Công dân không còn cư trú ở tỉnh này.' })
  readonly reason?: string;
}

/** Who had begun with a case that comes in. */
export class FormerHandlerDto implements FormerHandler {
  @OneOf(codesOf(TRANSFER_PARTIES), PARTY)
  readonly party!: TransferParty;

  @GoesWith('party', 'province')
  @OptionalText(PROVINCE)
  readonly province?: string;

  @GoesWith('party', 'agency')
  @OptionalText(AGENCY)
  readonly agency?: string;

  @OneOf(codesOf(TRANSFER_BASES), { ...BASIS, description: 'Why the case is ours.' })
  readonly basis!: TransferBasis;

  @OptionalText({ max: 60, description: 'The number that the case has there.' })
  readonly theirNumber?: string;
}

export class ReceptionDto implements Reception {
  @ApiProperty({ enum: codesOf(TRANSFER_PARTIES), ...PARTY })
  readonly party!: TransferParty;

  @ApiPropertyOptional({ example: 'lao-cai' })
  readonly province?: string;

  @ApiProperty({ format: 'date', example: '2022-05-20' })
  readonly on!: string;

  @ApiPropertyOptional({ example: 'outgoing/2022/101' })
  readonly letter?: string;
}

export class TransferDto extends ReceptionDto implements Transfer {
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date',
    example: '2022-05-27',
    description: 'null while the receiver has not answered.',
  })
  readonly acceptedOn!: string | null;
}

export class MergeCasesDto extends CommandDto {
  @Id({ description: 'The case that this one takes in, and stands for from now on.' })
  readonly other!: string;

  @Text({ multiline: true, example: 'Cùng một người: trùng số căn cước và ngày sinh.' })
  readonly evidence!: string;
}

export class RevertMergeDto extends CommandDto {
  @Id({ description: 'The case that was taken in.' })
  readonly other!: string;

  @Text({ multiline: true, example: 'Hai người khác nhau, trùng họ tên.' })
  readonly reason!: string;
}

class ReliedOnDto {
  @ApiProperty({ example: 'CaseForwarded' })
  readonly type!: string;

  @ApiProperty({ format: 'date', example: '2022-05-20' })
  readonly on!: string;
}

export class TakenInDto {
  @ApiProperty(CASE_ID)
  readonly id!: string;

  @ApiProperty({ example: 'BHCD-2022-0008' })
  readonly number!: string;

  @ApiProperty({ type: [String], description: 'Ids of the people it is about.' })
  readonly people!: string[];

  @ApiProperty({ format: 'date', example: '2022-05-18' })
  readonly on!: string;

  @ApiProperty({
    type: ReliedOnDto,
    nullable: true,
    description: 'What was done since, if anything: the merge cannot be taken back any more.',
  })
  readonly reliedOn!: ReliedOnDto | null;
}

export class MergedIntoDto {
  @ApiProperty(CASE_ID)
  readonly id!: string;

  @ApiProperty({ example: 'BHCD-2022-0007' })
  readonly number!: string;

  @ApiProperty({ format: 'date', example: '2022-05-18' })
  readonly on!: string;
}
