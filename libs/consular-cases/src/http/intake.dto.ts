import { ApiProperty } from '@nestjs/swagger';
import {
  CommandDto,
  CommandResultDto,
  CountryCode,
  DateOnly,
  Flag,
  FreeFormObject,
  GoesWith,
  Id,
  ListOf,
  Nested,
  OneOf,
  OptionalText,
  Text,
  Texts,
} from '#platform';
import { type KindCode, KIND_CODES, type KindDetails } from '../domain/kinds/index.js';
import {
  type Channel,
  CHANNELS,
  codesOf,
  type Dossier,
  DOSSIERS,
  IDENTITY_METHODS,
  type IdentityMethod,
  PAPER_KINDS,
  type PaperKind,
  RESIDENCE_PROOFS,
  type ResidenceProof,
  RESPONSIBILITY_BASES,
  type ResponsibilityBasis,
  URGENCIES,
  type Urgency,
} from '../domain/vocabulary/index.js';
import { PaperDto, RemainsDto } from './parts.dto.js';
import { FormerHandlerDto } from './turns.dto.js';

const SUBJECT = '0b6b3a0e-9f1d-5c39-8f7e-1d2c3b4a5f60';
const DETAILS = 'Facts of the kind, as `GET /consular-cases/kinds` lists them.';

export class OpenConsularCaseDto extends CommandDto {
  @OneOf(codesOf(CHANNELS), { example: 'in_person' })
  readonly channel!: Channel;

  @OneOf(KIND_CODES, { example: 'detention', description: '`unspecified` until it is known.' })
  readonly kind!: KindCode;

  @CountryCode({ example: 'MY', description: 'ISO 3166-1 alpha-2, or `not_stated`.' })
  readonly country!: string;

  @OptionalText({ example: 'Johor Bahru' })
  readonly place?: string;

  @OneOf(codesOf(RESPONSIBILITY_BASES), { example: 'home_residence' })
  readonly responsibilityBasis!: ResponsibilityBasis;

  @Texts({ max: 200, example: [], description: 'Ids of the registered subjects the case is about.' })
  readonly subjects!: readonly string[];

  @Id({ optional: true, description: 'The subject who asks for help.' })
  readonly applicant?: string;

  @OneOf(codesOf(URGENCIES), { example: 'normal' })
  readonly urgency!: Urgency;

  @OptionalText({ multiline: true, example: 'Gia đình báo tin bị tạm giữ từ đầu tháng.' })
  readonly summary?: string;

  @FreeFormObject({ optional: true, description: DETAILS, example: { custodyPlace: 'Johor Bahru' } })
  readonly details?: KindDetails;

  @Nested(() => FormerHandlerDto, {
    optional: true,
    description: 'Who had begun with it, when it comes by transfer; rests on their registered letter (A-10).',
  })
  readonly transferredFrom?: FormerHandlerDto;
}

export class OpenedCaseDto extends CommandResultDto {
  @ApiProperty({ example: 'BHCD-2022-0001', description: 'The number to quote.' })
  readonly number!: string;
}

export class VerifyIdentityDto extends CommandDto {
  @Id({ example: SUBJECT })
  readonly subject!: string;

  @OneOf(codesOf(IDENTITY_METHODS), { example: 'commune_police' })
  readonly method!: IdentityMethod;

  @Text({ max: 60, example: 'cao-bang', description: 'Code of the home province in the office profile.' })
  readonly homeProvince!: string;

  @OptionalText({ example: 'xã Lý Quốc' })
  readonly homeCommune?: string;

  @OneOf(codesOf(RESIDENCE_PROOFS), { optional: true, example: 'identity_card' })
  readonly residenceProof?: ResidenceProof;
}

export class RecordIdentityNotConfirmedDto extends CommandDto {
  @Id({ example: SUBJECT })
  readonly subject!: string;

  @Texts({ min: 1, values: codesOf(IDENTITY_METHODS), example: ['papers', 'commune_police'] })
  readonly checks!: readonly IdentityMethod[];

  @OptionalText({ multiline: true, example: 'Công an xã trả lời không có người này.' })
  readonly explanation?: string;
}

export class RequestSupplementDto extends CommandDto {
  @OneOf(codesOf(DOSSIERS), { example: 'request' })
  readonly dossier!: Dossier;

  @Texts({ min: 1, values: codesOf(PAPER_KINDS), example: ['id_copy'] })
  readonly missing!: readonly PaperKind[];

  @OptionalText({ multiline: true })
  readonly explanation?: string;

  @DateOnly({ example: '2022-06-30', description: 'Until when the papers are asked for.' })
  readonly dueOn!: string;
}

export class RecordSupplementDto extends CommandDto {
  @ListOf(() => PaperDto, { min: 1 })
  readonly papers!: readonly PaperDto[];

  @Flag({ example: true, description: 'Nothing of what was asked for is missing any more.' })
  readonly complete!: boolean;
}

export class CompleteDossierDto extends CommandDto {
  @OneOf(codesOf(DOSSIERS), { example: 'request' })
  readonly what!: Dossier;

  @ListOf(() => PaperDto)
  readonly papers!: readonly PaperDto[];

  @GoesWith('what', 'remains')
  @Nested(() => RemainsDto, { optional: true, description: 'Required for the remains dossier.' })
  readonly remains?: RemainsDto;
}

export class ClassifyCaseDto extends CommandDto {
  @OneOf(KIND_CODES, { example: 'labour' })
  readonly kind!: KindCode;

  @CountryCode({ optional: true, example: 'CN' })
  readonly country?: string;

  @FreeFormObject({ optional: true, description: DETAILS, example: {} })
  readonly details?: KindDetails;
}

export class RecordKindDetailsDto extends CommandDto {
  @FreeFormObject({ description: DETAILS, example: { hearings: ['2022-04-20'] } })
  readonly details!: KindDetails;
}
