import { type Choice } from './index.js';

type CodeOf<L extends readonly Choice[]> = L[number]['code'];
const list = <const L extends readonly Choice[]>(choices: L): L => choices;

export const ADDRESSEES = list([
  { code: 'consular_department', vi: 'Cục Lãnh sự', en: 'Consular Department' },
  { code: 'mission', vi: 'Cơ quan đại diện', en: 'Representative mission' },
  { code: 'other', vi: 'Cơ quan khác', en: 'Other body' },
]);
export type Addressee = CodeOf<typeof ADDRESSEES>;

/** Who freed somebody. The office is not among them: it does not act abroad. // A-4 */
export const RESCUERS = list([
  { code: 'host_state_police', vi: 'Lực lượng chức năng nước sở tại', en: "Host state's police" },
  { code: 'mission', vi: 'Cơ quan đại diện', en: 'Representative mission' },
  { code: 'vietnamese_police', vi: 'Công an Việt Nam', en: 'Vietnamese police' },
  { code: 'border_guard', vi: 'Bộ đội Biên phòng', en: 'Border Guard' },
  { code: 'organisation', vi: 'Tổ chức hỗ trợ', en: 'Support organisation' },
  { code: 'own_escape', vi: 'Tự trốn thoát', en: 'Own escape' },
  { code: 'other', vi: 'Lực lượng khác', en: 'Other' },
]);
export type Rescuer = CodeOf<typeof RESCUERS>;

export const TRAVEL_DOCUMENT_KINDS = list([
  { code: 'laissez_passer', vi: 'Giấy thông hành', en: 'Laissez-passer' },
  { code: 'passport', vi: 'Hộ chiếu', en: 'Passport' },
  { code: 'other', vi: 'Giấy tờ khác', en: 'Other' },
]);
export type TravelDocumentKind = CodeOf<typeof TRAVEL_DOCUMENT_KINDS>;

export const RECEIVERS = list([
  { code: 'border_guard', vi: 'Bộ đội Biên phòng', en: 'Border Guard' },
  { code: 'immigration_police', vi: 'Công an quản lý xuất nhập cảnh', en: 'Immigration police' },
  { code: 'provincial_police', vi: 'Công an tỉnh', en: 'Provincial police' },
  { code: 'commune_police', vi: 'Công an cấp xã', en: 'Commune police' },
  { code: 'office', vi: 'Sở Ngoại vụ', en: 'Department of Foreign Affairs' },
  { code: 'family', vi: 'Gia đình', en: 'Family' },
  { code: 'other', vi: 'Cơ quan khác', en: 'Other' },
]);
export type Receiver = CodeOf<typeof RECEIVERS>;

export const RETURN_ROUTES = list([
  { code: 'direct', vi: 'Trao trả trực tiếp tại cửa khẩu', en: 'Handed over at the border directly' },
  { code: 'through_mission', vi: 'Qua cơ quan đại diện', en: 'Through a mission' },
]);
export type ReturnRoute = CodeOf<typeof RETURN_ROUTES>;

export const PAYERS = list([
  { code: 'citizen_protection_fund', vi: 'Quỹ Bảo hộ công dân', en: 'Citizen Protection Fund' },
  { code: 'mission', vi: 'Cơ quan đại diện', en: 'Representative mission' },
  { code: 'provincial_budget', vi: 'Ngân sách tỉnh', en: 'Provincial budget' },
  { code: 'family', vi: 'Gia đình', en: 'Family' },
  { code: 'employer', vi: 'Người sử dụng lao động', en: 'Employer' },
  { code: 'insurer', vi: 'Bảo hiểm', en: 'Insurer' },
  { code: 'organisation', vi: 'Tổ chức', en: 'Organisation' },
  { code: 'other', vi: 'Khác', en: 'Other' },
]);
export type Payer = CodeOf<typeof PAYERS>;

export const OUTCOMES = list([
  { code: 'returned', vi: 'Đã về nước', en: 'Returned' },
  { code: 'released', vi: 'Được trả tự do', en: 'Released' },
  { code: 'died_repatriated', vi: 'Tử vong, đã đưa về nước', en: 'Died and repatriated' },
  { code: 'died_buried_abroad', vi: 'Tử vong, an táng ở nước ngoài', en: 'Died and buried abroad' },
  { code: 'still_detained', vi: 'Còn bị giam giữ, tiếp tục theo dõi', en: 'Still detained, monitoring' },
  { code: 'victim_confirmed', vi: 'Được xác định là nạn nhân', en: 'Victim confirmed' },
  { code: 'not_found', vi: 'Không tìm thấy', en: 'Not found' },
  { code: 'no_protection_needed', vi: 'Không cần bảo hộ', en: 'No protection needed' },
]);
export type Outcome = CodeOf<typeof OUTCOMES>;

/** Who may decide that somebody is a victim of trafficking. The office is not among them. // A-8 */
export const VICTIM_DECIDERS = list([
  { code: 'provincial_police', vi: 'Công an tỉnh', en: 'Provincial police' },
  { code: 'border_guard', vi: 'Bộ đội Biên phòng', en: 'Border Guard' },
  { code: 'coast_guard', vi: 'Cảnh sát biển', en: 'Coast Guard' },
  { code: 'ministry_police', vi: 'Bộ Công an', en: 'Ministry of Public Security' },
  { code: 'procuracy', vi: 'Viện kiểm sát', en: 'Procuracy' },
  { code: 'court', vi: 'Tòa án', en: 'Court' },
  { code: 'mission', vi: 'Cơ quan đại diện', en: 'Representative mission' },
]);
export type VictimDecider = CodeOf<typeof VICTIM_DECIDERS>;

export const VICTIM_STATUSES = list([
  { code: 'suspected', vi: 'Nghi là nạn nhân', en: 'Suspected' },
  { code: 'in_verification', vi: 'Đang xác minh', en: 'In verification' },
  { code: 'confirmed', vi: 'Được xác định là nạn nhân', en: 'Confirmed' },
  { code: 'not_victim', vi: 'Không phải nạn nhân', en: 'Not a victim' },
]);
export type VictimStatus = CodeOf<typeof VICTIM_STATUSES>;

export const CONTACT_PARTIES = list([
  { code: 'subject', vi: 'Người được bảo hộ', en: 'The person protected' },
  { code: 'applicant', vi: 'Người làm đơn', en: 'Applicant' },
  { code: 'relative', vi: 'Thân nhân', en: 'Relative' },
  { code: 'mission', vi: 'Cơ quan đại diện', en: 'Representative mission' },
  { code: 'consular_department', vi: 'Cục Lãnh sự', en: 'Consular Department' },
  { code: 'authority', vi: 'Cơ quan chức năng', en: 'Authority' },
  { code: 'other', vi: 'Khác', en: 'Other' },
]);
export type ContactParty = CodeOf<typeof CONTACT_PARTIES>;

export const CONTACT_CHANNELS = list([
  { code: 'in_person', vi: 'Trực tiếp', en: 'In person' },
  { code: 'phone', vi: 'Điện thoại', en: 'Phone' },
  { code: 'post', vi: 'Bưu chính', en: 'Post' },
  { code: 'email', vi: 'Thư điện tử', en: 'E-mail' },
  { code: 'message', vi: 'Tin nhắn', en: 'Message' },
  { code: 'commune', vi: 'Qua chính quyền, công an cấp xã', en: 'Through the commune' },
]);
export type ContactChannel = CodeOf<typeof CONTACT_CHANNELS>;

export const WITHDRAWN_BY = list([
  { code: 'applicant', vi: 'Người làm đơn', en: 'Applicant' },
  { code: 'relative', vi: 'Thân nhân', en: 'Relative' },
  { code: 'subject', vi: 'Người được bảo hộ', en: 'The person protected' },
]);
export type WithdrawnBy = CodeOf<typeof WITHDRAWN_BY>;

export const OFFICER_ROLES = list([
  { code: 'lead', vi: 'Phụ trách', en: 'Lead' },
  { code: 'support', vi: 'Phối hợp', en: 'Support' },
]);
export type OfficerRole = CodeOf<typeof OFFICER_ROLES>;

export const COPY_KINDS = list([
  { code: 'original', vi: 'Bản chính', en: 'Original' },
  { code: 'copy', vi: 'Bản sao', en: 'Copy' },
  { code: 'certified', vi: 'Bản sao chứng thực', en: 'Certified copy' },
]);
export type CopyKind = CodeOf<typeof COPY_KINDS>;

/** Papers that bear a secrecy mark have no place here. // G-6 */
export const CLASSIFICATIONS = list([
  { code: 'public', vi: 'Công khai', en: 'Public' },
  { code: 'internal', vi: 'Nội bộ', en: 'Internal' },
]);
export type Classification = CodeOf<typeof CLASSIFICATIONS>;

/** What a paper is marked with that is kept on paper alone, under its place in the register. // G-6 */
export const SECRECY_MARKS = list([
  { code: 'confidential', vi: 'Mật', en: 'Confidential' },
  { code: 'secret', vi: 'Tối mật', en: 'Secret' },
  { code: 'top_secret', vi: 'Tuyệt mật', en: 'Top secret' },
]);
export type SecrecyMark = CodeOf<typeof SECRECY_MARKS>;

/** Whether a paper with that mark may enter the system. // G-6 */
export const mayEnter = (mark: Classification | SecrecyMark): mark is Classification =>
  CLASSIFICATIONS.some(({ code }) => code === mark);
