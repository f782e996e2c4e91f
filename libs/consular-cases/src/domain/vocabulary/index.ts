/** One value of a closed list, with its name in both languages: what is stored is `code`. */
export interface Choice<Code extends string = string> {
  readonly code: Code;
  readonly vi: string;
  readonly en: string;
}

/** The codes of a list, in its order. */
export function codesOf<C extends Choice>(choices: readonly C[]): readonly [C['code'], ...C['code'][]] {
  return choices.map(({ code }) => code) as [C['code'], ...C['code'][]];
}

type CodeOf<L extends readonly Choice[]> = L[number]['code'];
const list = <const L extends readonly Choice[]>(choices: L): L => choices;

export const PHASES = list([
  { code: 'received', vi: 'Đã tiếp nhận', en: 'Received' },
  { code: 'awaiting_supplement', vi: 'Chờ bổ sung', en: 'Awaiting supplement' },
  { code: 'verified', vi: 'Đã xác minh', en: 'Verified' },
  { code: 'forwarded', vi: 'Đã chuyển', en: 'Forwarded' },
  { code: 'in_protection', vi: 'Đang bảo hộ', en: 'In protection' },
  { code: 'resolved', vi: 'Đã có kết quả', en: 'Resolved' },
  { code: 'unreachable', vi: 'Không liên lạc được', en: 'Unreachable' },
  { code: 'closed', vi: 'Đã kết thúc', en: 'Closed' },
  { code: 'withdrawn', vi: 'Đã rút', en: 'Withdrawn' },
  { code: 'merged', vi: 'Đã nhập vào vụ khác', en: 'Merged' },
  { code: 'transferred_out', vi: 'Đã chuyển cơ quan khác', en: 'Transferred out' },
]);
/** Where a case stands once it is opened. */
export type CasePhase = CodeOf<typeof PHASES>;

export const CHANNELS = list([
  { code: 'in_person', vi: 'Trực tiếp', en: 'In person' },
  { code: 'post', vi: 'Bưu chính', en: 'Post' },
  { code: 'phone_line', vi: 'Đường dây nóng', en: 'Phone line' },
  { code: 'consular_department_letter', vi: 'Công văn Cục Lãnh sự', en: 'Letter of the Consular Department' },
  {
    code: 'foreign_authority_letter',
    vi: 'Công thư cơ quan nước ngoài',
    en: 'Letter of a foreign authority',
  },
  { code: 'other_province', vi: 'Địa phương khác chuyển đến', en: 'Another province' },
  { code: 'press', vi: 'Báo chí', en: 'Press' },
]);
export type Channel = CodeOf<typeof CHANNELS>;

export const RESPONSIBILITY_BASES = list([
  { code: 'home_residence', vi: 'Nơi cư trú của công dân', en: 'Home residence' },
  { code: 'family_residence', vi: 'Nơi cư trú của thân nhân', en: 'Family residence' },
  { code: 'place_of_event', vi: 'Nơi xảy ra vụ việc', en: 'Place of the event' },
  { code: 'border_gate', vi: 'Cửa khẩu', en: 'Border gate' },
]);
export type ResponsibilityBasis = CodeOf<typeof RESPONSIBILITY_BASES>;

export const URGENCIES = list([
  { code: 'normal', vi: 'Thường', en: 'Normal' },
  { code: 'urgent', vi: 'Khẩn', en: 'Urgent' },
]);
export type Urgency = CodeOf<typeof URGENCIES>;

export const IDENTITY_METHODS = list([
  { code: 'papers', vi: 'Giấy tờ tùy thân', en: 'Papers' },
  { code: 'commune_police', vi: 'Công an cấp xã xác nhận', en: 'Commune police' },
  { code: 'commune_committee', vi: 'UBND cấp xã xác nhận', en: "Commune People's Committee" },
  { code: 'population_database', vi: 'Cơ sở dữ liệu dân cư', en: 'Population database' },
]);
export type IdentityMethod = CodeOf<typeof IDENTITY_METHODS>;

export const PAPER_KINDS = list([
  { code: 'request_form', vi: 'Đơn đề nghị giúp đỡ', en: 'Request for assistance' },
  {
    code: 'id_copy',
    vi: 'Bản sao giấy tờ tùy thân của người làm đơn',
    en: "Copy of the applicant's identity paper",
  },
  { code: 'passport_copy', vi: 'Bản sao hộ chiếu', en: 'Passport copy' },
  { code: 'relationship_proof', vi: 'Giấy tờ chứng minh quan hệ', en: 'Proof of relationship' },
  { code: 'residence_proof', vi: 'Giấy tờ chứng minh cư trú', en: 'Proof of residence' },
  { code: 'commune_confirmation', vi: 'Xác nhận của cấp xã', en: 'Confirmation by the commune' },
  { code: 'authorisation', vi: 'Giấy ủy quyền', en: 'Authorisation' },
  { code: 'death_certificate', vi: 'Giấy chứng tử', en: 'Death certificate' },
  { code: 'quarantine_certificate', vi: 'Giấy chứng nhận kiểm dịch y tế', en: 'Quarantine certificate' },
  { code: 'exhumation_certificate', vi: 'Giấy phép khai quật', en: 'Exhumation certificate' },
  { code: 'cremation_certificate', vi: 'Giấy chứng nhận hỏa táng', en: 'Cremation certificate' },
  { code: 'travel_document', vi: 'Giấy thông hành, hộ chiếu', en: 'Travel document' },
  { code: 'official_letter', vi: 'Công văn', en: 'Official letter' },
  { code: 'mission_report', vi: 'Báo cáo của cơ quan đại diện', en: "Mission's report" },
  { code: 'handover_minutes', vi: 'Biên bản bàn giao', en: 'Handover minutes' },
  { code: 'judgment', vi: 'Bản án, quyết định', en: 'Judgment' },
  { code: 'medical_report', vi: 'Giấy tờ y tế', en: 'Medical report' },
  { code: 'payment_voucher', vi: 'Chứng từ chi', en: 'Payment voucher' },
  { code: 'photo', vi: 'Ảnh', en: 'Photo' },
  { code: 'other', vi: 'Giấy tờ khác', en: 'Other paper' },
]);
export type PaperKind = CodeOf<typeof PAPER_KINDS>;

export const DOSSIERS = list([
  { code: 'request', vi: 'Hồ sơ đề nghị bảo hộ', en: 'Request for protection' },
  { code: 'remains', vi: 'Hồ sơ đưa thi hài, hài cốt, tro cốt về nước', en: 'Repatriation of remains' },
  { code: 'deportee', vi: 'Hồ sơ người bị trục xuất', en: "Deportee's papers" },
]);
export type Dossier = CodeOf<typeof DOSSIERS>;

export const REMAINS_FORMS = list([
  { code: 'body', vi: 'Thi hài', en: 'Body' },
  { code: 'bones', vi: 'Hài cốt', en: 'Bones' },
  { code: 'ashes', vi: 'Tro cốt', en: 'Ashes' },
]);
export type RemainsForm = CodeOf<typeof REMAINS_FORMS>;

/** `none` is what an officer answers when no ground fits; no permit follows from it. // A-5 */
export const REMAINS_ELIGIBILITIES = list([
  {
    code: 'citizen_resident',
    vi: 'Công dân có thường trú trong nước',
    en: 'Citizen with permanent residence',
  },
  {
    code: 'overseas_with_relatives',
    vi: 'Người Việt Nam ở nước ngoài có thân nhân trong nước',
    en: 'Overseas Vietnamese with close relatives here',
  },
  {
    code: 'foreigner_resident',
    vi: 'Người nước ngoài thường trú tại Việt Nam',
    en: 'Foreigner resident here',
  },
  { code: 'none', vi: 'Không thuộc diện nào', en: 'None of these' },
]);
export type RemainsEligibility = CodeOf<typeof REMAINS_ELIGIBILITIES>;

export const RESIDENCE_PROOFS = list([
  { code: 'household_registration', vi: 'Bản sao sổ hộ khẩu', en: 'Household registration copy' },
  { code: 'identity_card', vi: 'Thẻ căn cước', en: 'Identity card' },
  { code: 'residence_confirmation', vi: 'Giấy xác nhận thông tin cư trú', en: 'Residence confirmation' },
  { code: 'personal_id_notice', vi: 'Thông báo số định danh cá nhân', en: 'Personal-ID notice' },
  { code: 'permanent_residence_card', vi: 'Thẻ thường trú', en: 'Permanent residence card' },
]);
export type ResidenceProof = CodeOf<typeof RESIDENCE_PROOFS>;
