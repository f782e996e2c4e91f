import { type KindCode, type KindField, type KindFieldType } from './types.js';
import { type Choice, REMAINS_FORMS } from '../vocabulary/index.js';
import { RECEIVERS, RESCUERS, VICTIM_DECIDERS, VICTIM_STATUSES } from '../vocabulary/acts.js';

type Label = readonly [name: string, vi: string, en: string];

/** A fact that anybody who may see the case may see, and that rules and lists may read. */
const plain = (type: KindFieldType, [name, vi, en]: Label, choices?: readonly Choice[]): KindField => ({
  name,
  type,
  ...(choices && { choices }),
  sensitive: false,
  sealed: false,
  vi,
  en,
});

/** A fact about a person. */
const sealed = (type: KindFieldType, label: Label, choices?: readonly Choice[]): KindField => ({
  ...plain(type, label, choices),
  sealed: true,
});

const text = (...label: Label): KindField => sealed('text', label);

/** Offence, health, cause of death, trafficking. // Personal data, domain rules */
const sensitive = (type: KindFieldType, ...label: Label): KindField => ({
  ...sealed(type, label),
  sensitive: true,
});

/** Sensitive, and yet plain: it names nobody, and a rule or a deadline reads it. */
const finding = (type: KindFieldType, label: Label, choices?: readonly Choice[]): KindField => ({
  ...plain(type, label, choices),
  sensitive: true,
});

const required = (field: KindField): KindField => ({ ...field, required: true });

const CONSENTS = [
  { code: 'agreed', vi: 'Đồng ý', en: 'Agreed' },
  { code: 'declined', vi: 'Từ chối', en: 'Declined' },
  { code: 'not_asked', vi: 'Chưa hỏi', en: 'Not asked' },
];

const RELATIVES_CHOICES = [
  { code: 'burial_abroad', vi: 'An táng tại nước ngoài', en: 'Burial abroad' },
  { code: 'cremation_abroad', vi: 'Hỏa táng tại nước ngoài', en: 'Cremation abroad' },
  { code: 'repatriation', vi: 'Đưa về nước', en: 'Repatriation' },
];

const victimStatus = finding(
  'choice',
  ['victimStatus', 'Tình trạng xác định nạn nhân', 'Victim status'],
  VICTIM_STATUSES,
);

/** Whose decision the status is, and its paper. // A-8 */
const victimDecision: readonly KindField[] = [
  finding(
    'choice',
    ['victimDecidedBy', 'Cơ quan xác định nạn nhân', 'Victim status decided by'],
    VICTIM_DECIDERS,
  ),
  sensitive('text', 'victimDecisionPaper', 'Văn bản xác định nạn nhân', 'Paper of the decision'),
];

/** What each kind of case has beyond the common facts. // Consular cases, domain rules */
export const KIND_FIELDS: Readonly<Record<KindCode, readonly KindField[]>> = {
  detention: [
    text('custodyAuthority', 'Cơ quan giam giữ', 'Custody authority'),
    text('custodyPlace', 'Nơi giam giữ', 'Place of custody'),
    sensitive('text', 'allegedOffence', 'Hành vi bị cáo buộc', 'Alleged offence'),
    sensitive('date', 'arrestedOn', 'Ngày bị bắt', 'Arrested on'),
    text('lawyer', 'Luật sư', 'Lawyer'),
    sensitive('dates', 'hearings', 'Ngày xét xử', 'Hearings'),
    plain('choice', ['visitConsent', 'Đồng ý thăm lãnh sự', 'Consent to a consular visit'], CONSENTS),
    sensitive('text', 'sentence', 'Mức án', 'Sentence'),
    sensitive('date', 'releaseExpectedOn', 'Dự kiến ra tù', 'Expected release'),
  ],
  death_abroad: [
    sealed('date', ['diedOn', 'Ngày mất', 'Date of death']),
    text('placeOfDeath', 'Nơi mất', 'Place of death'),
    sensitive('text', 'causeOfDeath', 'Nguyên nhân tử vong', 'Cause of death'),
    text('deathCertificate', 'Giấy chứng tử', 'Death certificate'),
    sealed(
      'choice',
      ['relativesChoice', 'Nguyện vọng của thân nhân', "Relatives' choice"],
      RELATIVES_CHOICES,
    ),
    plain('subject', ['authorisedRelative', 'Thân nhân được ủy quyền', 'Authorised relative']),
    sealed('money', ['costs', 'Chi phí', 'Costs']),
    text('insurerOrEmployer', 'Bảo hiểm, người sử dụng lao động', 'Insurer or employer'),
  ],
  conflict_evacuation: [
    plain('subject', ['legalEntity', 'Pháp nhân', 'Legal entity']),
    text('roster', 'Danh sách rà soát', 'Roster'),
    plain('date', ['lastContactOn', 'Liên lạc lần cuối', 'Last contact']),
    text('evacuationRoute', 'Tuyến sơ tán', 'Evacuation route'),
    text('flight', 'Chuyến bay', 'Flight'),
    plain('integer', ['dependants', 'Số người đi cùng', 'Dependants']),
    plain('countries', ['transitCountries', 'Nước láng giềng đi qua', 'Neighbouring countries']),
  ],
  trafficking: [
    required(victimStatus),
    ...victimDecision,
    finding('boolean', ['minor', 'Người chưa thành niên', 'Minor']),
    sensitive('text', 'recruiter', 'Đối tượng, đường dây tuyển mộ', 'Recruiter, contact route'),
    sensitive('money', 'ransom', 'Tiền chuộc bị đòi', 'Ransom demanded'),
    sensitive('text', 'placeHeld', 'Nơi bị giữ', 'Place held'),
    sensitive('text', 'policeCaseNumber', 'Số vụ án của công an', 'Police case number'),
    sensitive('text', 'supportReceived', 'Hỗ trợ đã nhận', 'Support received'),
  ],
  rescue_return: [
    victimStatus,
    ...victimDecision,
    plain('choice', ['rescueForce', 'Lực lượng giải cứu', 'Rescue force'], RESCUERS),
    plain('date', ['rescuedOn', 'Ngày được giải cứu', 'Rescued on']),
    sensitive('text', 'health', 'Tình trạng sức khỏe', 'Health'),
    text('travelDocument', 'Giấy tờ đi lại', 'Travel document'),
    text('handoverMinutes', 'Biên bản bàn giao', 'Handover minutes'),
    plain('case', ['traffickingCase', 'Vụ việc bị lừa bán liên quan', 'Related trafficking case']),
  ],
  prison_release: [
    sensitive('text', 'sentence', 'Mức án', 'Sentence'),
    sensitive('date', 'releasedOn', 'Ngày ra tù', 'Released on'),
    text('handingAuthority', 'Cơ quan nước ngoài bàn giao', 'Foreign handing authority'),
    plain('gate', ['gate', 'Cửa khẩu', 'Gate']),
    plain('choice', ['receivingForce', 'Lực lượng tiếp nhận', 'Receiving force'], RECEIVERS),
    plain('province', ['homeProvince', 'Tỉnh cư trú', 'Home province']),
    text('onwardEscort', 'Đưa về nơi cư trú', 'Onward escort'),
  ],
  remains_repatriation: [
    plain('choice', ['form', 'Hình thức', 'Form'], REMAINS_FORMS),
    text('permit', 'Giấy phép nhập cảnh', 'Entry permit'),
    text('certificates', 'Giấy kiểm dịch, hỏa táng, khai quật', 'Quarantine, cremation, exhumation papers'),
    text('carrier', 'Đơn vị vận chuyển', 'Carrier'),
    plain('gate', ['gate', 'Cửa khẩu nhập cảnh', 'Entry gate']),
    plain('date', ['entryOn', 'Ngày nhập cảnh', 'Entry on']),
    text('burialConsent', 'Đồng ý nơi an táng của cấp xã', "Commune's consent to the burial place"),
    plain('case', ['deathCase', 'Vụ việc tử vong liên quan', 'Related case of death abroad']),
  ],
  missing: [
    sealed('date', ['lastSeenOn', 'Ngày được thấy lần cuối', 'Last seen on']),
    text('lastSeenPlace', 'Nơi được thấy lần cuối', 'Last seen at'),
    plain('date', ['lastContactOn', 'Liên lạc lần cuối', 'Last contact']),
    text('searchRequests', 'Yêu cầu tìm kiếm đã gửi', 'Search requests'),
  ],
  deportation: [
    sensitive('text', 'grounds', 'Lý do trục xuất', 'Grounds'),
    plain('mission', ['mission', 'Cơ quan đại diện cấp giấy tờ', 'Mission that issues the document']),
    text('travelDocument', 'Giấy tờ đi lại', 'Travel document'),
    sealed('date', ['expectedOn', 'Dự kiến trục xuất', 'Expected on']),
  ],
  fishermen: [
    text('vessel', 'Tàu cá', 'Vessel'),
    plain('integer', ['crew', 'Số thuyền viên', 'Crew']),
    text('employer', 'Chủ tàu', 'Owner'),
    text('contractNumber', 'Số hợp đồng', 'Contract number'),
  ],
  labour: [
    text('employer', 'Người sử dụng lao động', 'Employer'),
    text('recruiter', 'Doanh nghiệp đưa đi', 'Recruiter'),
    text('contractNumber', 'Số hợp đồng', 'Contract number'),
  ],
  unspecified: [],
};
