import { type Type } from '@nestjs/common';
import { type CommandDto } from '#platform';
import * as file from '../case-file.dto.js';
import * as intake from '../intake.dto.js';
import * as protection from '../protection.dto.js';

/** Stands where a reader puts the id of a subject of their own office. */
export const SUBJECT = '00000000-0000-4000-8000-000000000000';
export const REPLACE = `Replace ${SUBJECT} by the id of a registered subject, as \`POST /subjects\` answers it.`;

/** A body of a command in the documentation, with its examples by name. */
export interface CaseBody {
  readonly type: Type<CommandDto>;
  readonly examples: Record<string, { summary: string; description?: string; value: object }>;
}

/** `description` says what a reader changes, and what a case has to be like; a spec sends each of the examples. */
export const bodyOf = <T extends CommandDto>(
  type: Type<T>,
  summary: string,
  value: NoInfer<T>,
  description?: string,
): CaseBody => ({
  type,
  examples: { example: { summary, ...(description !== undefined && { description }), value } },
});

// Long past, so that it is never after the day on which the example is sent.
const paper = (register: string, number: string, issuer: string) => ({
  source: { register, number, date: '2022-06-10', issuer },
});
export const incoming = (number: string, issuer: string) => paper('incoming-2022', number, issuer);
export const outgoing = (number: string) => paper('outgoing-2022', number, 'Sở Ngoại vụ');

const OPENING = {
  channel: 'in_person',
  kind: 'detention',
  country: 'MY',
  responsibilityBasis: 'home_residence',
  urgency: 'normal',
} as const;

export const OPEN: CaseBody = {
  type: intake.OpenConsularCaseDto,
  examples: {
    nobodyRegistered: {
      summary: 'A case about somebody who is not registered yet',
      value: { ...OPENING, subjects: [] } satisfies intake.OpenConsularCaseDto,
    },
    registered: {
      summary: 'A case about a registered subject',
      description: REPLACE,
      value: { ...OPENING, subjects: [SUBJECT] } satisfies intake.OpenConsularCaseDto,
    },
  },
};

export const VERIFY_IDENTITY = bodyOf(
  intake.VerifyIdentityDto,
  'Confirmed by the police of the home commune',
  { subject: SUBJECT, method: 'commune_police', homeProvince: 'cao-bang' },
  REPLACE,
);

export const RECORD_IDENTITY_NOT_CONFIRMED = bodyOf(
  intake.RecordIdentityNotConfirmedDto,
  'Neither the papers nor the commune confirm it',
  { subject: SUBJECT, checks: ['papers', 'commune_police'] },
  REPLACE,
);

export const REQUEST_SUPPLEMENT = bodyOf(
  intake.RequestSupplementDto,
  "A copy of the applicant's identity paper is missing",
  { dossier: 'request', missing: ['id_copy'], dueOn: '2099-12-31' },
  '`dueOn` is any day that is not before the request.',
);

export const RECORD_SUPPLEMENT = bodyOf(
  intake.RecordSupplementDto,
  'What was missing came',
  { papers: [{ kind: 'id_copy' }], complete: true, ...incoming('211', 'Gia đình') },
  'For a case in which papers were asked for.',
);

export const COMPLETE_DOSSIER = bodyOf(intake.CompleteDossierDto, 'The request is complete', {
  what: 'request',
  papers: [{ kind: 'request_form' }, { kind: 'id_copy' }],
});

export const CLASSIFY_CASE = bodyOf(
  intake.ClassifyCaseDto,
  'It turned out to be about labour',
  { kind: 'labour' },
  'For a case whose kind is `unspecified`.',
);

export const RECORD_KIND_DETAILS = bodyOf(
  intake.RecordKindDetailsDto,
  'Hearings of somebody detained',
  { details: { hearings: ['2022-07-01'] } },
  'For a case of the kind `detention`.',
);

export const FORWARD_CASE = bodyOf(protection.ForwardCaseDto, 'A letter to the Consular Department', {
  addressee: 'consular_department',
  enclosures: [{ kind: 'request_form' }, { kind: 'id_copy' }],
  ...outgoing('101'),
});

export const RECORD_MISSION_REPORT = bodyOf(
  protection.RecordMissionReportDto,
  'What the embassy wrote',
  {
    mission: 'my-kuala-lumpur',
    location: 'Trại tạm giữ Johor Bahru',
    ...incoming('201', 'Đại sứ quán tại Kuala Lumpur'),
  },
  'For a case that was forwarded.',
);

const IN_PROTECTION = 'For a case in protection.';

export const RECORD_CONSULAR_VISIT = bodyOf(
  protection.RecordConsularVisitDto,
  'The embassy saw somebody detained',
  {
    mission: 'my-kuala-lumpur',
    placeOfDetention: 'Trại tạm giữ Johor Bahru',
    findings: 'Được đối xử bình thường, có phiên dịch.',
  },
  IN_PROTECTION,
);

export const RECORD_RESCUE = bodyOf(protection.RecordRescueDto, "Freed by the host state's police", {
  by: 'host_state_police',
  place: 'Sihanoukville',
});

export const RECORD_TRAVEL_DOCUMENT = bodyOf(
  protection.RecordTravelDocumentDto,
  'A laissez-passer of the embassy',
  {
    documentKind: 'laissez_passer',
    issuedBy: 'my-kuala-lumpur',
    ...incoming('212', 'Đại sứ quán tại Kuala Lumpur'),
  },
  IN_PROTECTION,
);

export const RECORD_REMAINS_PERMIT = bodyOf(
  protection.RecordRemainsPermitDto,
  'Ashes of a citizen, with the papers that this form needs',
  {
    issuingMission: 'cn-nanning',
    remains: {
      form: 'ashes',
      eligibility: 'citizen_resident',
      residenceProof: 'identity_card',
      groupADiseaseExcluded: true,
    },
    papers: [{ kind: 'death_certificate' }, { kind: 'cremation_certificate' }],
    ...incoming('213', 'Tổng Lãnh sự quán tại Nam Ninh'),
  },
  '`identity_card` proves residence from 15 February 2024; before, `household_registration` did.',
);

export const RECORD_HANDOVER_AT_BORDER = bodyOf(
  protection.RecordHandoverAtBorderDto,
  'Handed over to the Border Guard directly',
  {
    gate: 'tra-linh',
    handedOverBy: 'Công an Long Bang',
    receivedBy: 'border_guard',
    route: 'direct',
    ...incoming('301', 'Bộ đội Biên phòng'),
  },
);

export const RECORD_SUPPORT_PAYMENT = bodyOf(
  protection.RecordSupportPaymentDto,
  'A flight home, paid by the Citizen Protection Fund',
  {
    payer: 'citizen_protection_fund',
    amount: { amount: 5_000_000, currency: 'VND' },
    purpose: 'Vé máy bay về nước',
    repayable: false,
    ...outgoing('401'),
  },
  IN_PROTECTION,
);

export const ASSIGN_OFFICER = bodyOf(file.AssignOfficerDto, 'An officer takes the lead', {
  officer: 'officer-consular',
  role: 'lead',
});

export const ADD_NOTE = bodyOf(file.AddNoteDto, 'A note', { text: 'Hẹn gia đình sáng thứ Hai.' });

export const RECORD_CONTACT = bodyOf(file.RecordContactDto, 'A relative called', {
  with: 'relative',
  channel: 'phone',
  summary: 'Gia đình đã nhận được tin và sẽ bổ sung giấy tờ.',
});

export const RECORD_OUTCOME = bodyOf(
  file.RecordOutcomeDto,
  'The person is back',
  { outcome: 'returned' },
  IN_PROTECTION,
);

const WITH_OUTCOME = 'For a case whose outcome is recorded.';

export const NOTIFY_FAMILY = bodyOf(
  file.NotifyFamilyDto,
  'A relative was told by phone',
  { relative: SUBJECT, channel: 'phone' },
  `${WITH_OUTCOME} ${REPLACE}`,
);

export const WAIVE_FAMILY_NOTIFICATION = bodyOf(
  file.WaiveFamilyNotificationDto,
  'There is nobody to tell',
  { reason: 'Không còn thân nhân nào liên lạc được.' },
  WITH_OUTCOME,
);

export const CLOSE_CASE = bodyOf(
  file.CloseCaseDto,
  'The file is complete',
  { remark: 'Hồ sơ đủ.' },
  `${WITH_OUTCOME} The family was told, or it is recorded why not.`,
);

export const WITHDRAW_CASE = bodyOf(file.WithdrawCaseDto, 'The applicant does not need help any more', {
  by: 'applicant',
  reason: 'Người thân đã tự liên lạc được và không cần giúp nữa.',
});
