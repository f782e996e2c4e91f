import {
  CommandDto,
  DateOnly,
  Flag,
  GoesWith,
  Id,
  ListOf,
  Nested,
  OneOf,
  OptionalText,
  Text,
  Texts,
} from '#platform';
import { codesOf } from '../domain/vocabulary/index.js';
import {
  type Addressee,
  ADDRESSEES,
  type Payer,
  PAYERS,
  type Receiver,
  RECEIVERS,
  type Rescuer,
  RESCUERS,
  RETURN_ROUTES,
  type ReturnRoute,
  TRAVEL_DOCUMENT_KINDS,
  type TravelDocumentKind,
} from '../domain/vocabulary/acts.js';
import { MoneyDto, PaperDto, RemainsDto } from './parts.dto.js';

const MISSION = { max: 60, example: 'my-kuala-lumpur', description: 'Code in the office profile.' };
const GATE = { max: 60, example: 'tra-linh', description: 'Code of the gate in the office profile.' };

export class ForwardCaseDto extends CommandDto {
  @OneOf(codesOf(ADDRESSEES), { example: 'consular_department' })
  readonly addressee!: Addressee;

  @GoesWith('addressee', 'mission')
  @OptionalText({ ...MISSION, description: 'Required when a mission is the addressee.' })
  readonly mission?: string;

  @GoesWith('addressee', 'other')
  @OptionalText({ description: 'Required when another body is the addressee.' })
  readonly agency?: string;

  @ListOf(() => PaperDto)
  readonly enclosures!: readonly PaperDto[];
}

export class RecordMissionReportDto extends CommandDto {
  @Text(MISSION)
  readonly mission!: string;

  @OptionalText({ multiline: true, example: 'Trại tạm giữ Johor Bahru' })
  readonly location?: string;

  @OptionalText({ multiline: true, example: 'Sức khỏe ổn định' })
  readonly condition?: string;

  @OptionalText({ multiline: true })
  readonly legalStatus?: string;

  @OptionalText({ multiline: true, example: 'Đề nghị thăm lãnh sự' })
  readonly nextStep?: string;
}

export class RecordConsularVisitDto extends CommandDto {
  @Text(MISSION)
  readonly mission!: string;

  @Text({ example: 'Trại tạm giữ Johor Bahru' })
  readonly placeOfDetention!: string;

  @Text({ multiline: true, example: 'Được đối xử bình thường, có phiên dịch.' })
  readonly findings!: string;

  @Texts({ optional: true, maxLength: 500, example: ['Nhắn gia đình gửi quần áo'] })
  readonly requests?: readonly string[];
}

export class RecordRescueDto extends CommandDto {
  @OneOf(codesOf(RESCUERS), { example: 'host_state_police' })
  readonly by!: Rescuer;

  @Text({ example: 'Sihanoukville' })
  readonly place!: string;

  @OptionalText({ multiline: true })
  readonly condition?: string;
}

export class RecordTravelDocumentDto extends CommandDto {
  @OneOf(codesOf(TRAVEL_DOCUMENT_KINDS), { example: 'laissez_passer' })
  readonly documentKind!: TravelDocumentKind;

  @Text(MISSION)
  readonly issuedBy!: string;

  @OptionalText({ max: 40 })
  readonly number?: string;

  @Id({ optional: true, description: 'For whom, when the case is about several people.' })
  readonly subject?: string;
}

export class RecordRemainsPermitDto extends CommandDto {
  @Text(MISSION)
  readonly issuingMission!: string;

  @Nested(() => RemainsDto)
  readonly remains!: RemainsDto;

  @ListOf(() => PaperDto, { min: 1 })
  readonly papers!: readonly PaperDto[];

  @OptionalText({ max: 40 })
  readonly number?: string;

  @OptionalText(GATE)
  readonly entryGate?: string;

  @DateOnly({ optional: true, example: '2022-07-02' })
  readonly entryOn?: string;
}

export class RecordHandoverAtBorderDto extends CommandDto {
  @Text(GATE)
  readonly gate!: string;

  @Text({ example: 'Công an Long Bang' })
  readonly handedOverBy!: string;

  @OneOf(codesOf(RECEIVERS), { example: 'border_guard' })
  readonly receivedBy!: Receiver;

  @OneOf(codesOf(RETURN_ROUTES), { example: 'direct' })
  readonly route!: ReturnRoute;

  @OptionalText({ ...MISSION, description: 'The mission that arranged the return. // A-9' })
  readonly mission?: string;
}

export class RecordSupportPaymentDto extends CommandDto {
  @OneOf(codesOf(PAYERS), { example: 'citizen_protection_fund' })
  readonly payer!: Payer;

  @Nested(() => MoneyDto)
  readonly amount!: MoneyDto;

  @Text({ multiline: true, example: 'Vé máy bay về nước' })
  readonly purpose!: string;

  @Flag({ example: false })
  readonly repayable!: boolean;
}
