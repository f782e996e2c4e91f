import { type CodeName } from '#platform';

/** Events that others must not lie before. */
export const MILESTONES: readonly CodeName[] = [
  { code: 'ConsularCaseOpened', vi: 'ngày tiếp nhận vụ việc', en: 'the day the case was received' },
  {
    code: 'RosterEntryAdded',
    vi: 'ngày được đưa vào danh sách rà soát',
    en: 'the day they came onto the roster',
  },
  {
    code: 'RosterEntryRemoved',
    vi: 'ngày được đưa khỏi danh sách rà soát',
    en: 'the day they were taken off the roster',
  },
  { code: 'SupplementRequested', vi: 'ngày yêu cầu bổ sung', en: 'the day papers were asked for' },
  { code: 'CaseForwarded', vi: 'ngày chuyển vụ việc', en: 'the day the case was forwarded' },
  {
    code: 'ContactRecorded',
    vi: 'ngày liên hệ không được lần thứ hai',
    en: 'the day of the second attempt',
  },
  { code: 'OutcomeRecorded', vi: 'ngày có kết quả', en: 'the day of the outcome' },
  { code: 'FamilyNotified', vi: 'ngày thông báo cho gia đình', en: 'the day the family was told' },
  { code: 'CasesMerged', vi: 'ngày nhập vụ việc', en: 'the day of the merge' },
  { code: 'CaseTransferredOut', vi: 'ngày chuyển cơ quan khác', en: 'the day of the transfer' },
  { code: 'CaseClosed', vi: 'ngày kết thúc vụ việc', en: 'the day the case was closed' },
  { code: 'CaseWithdrawn', vi: 'ngày rút đề nghị', en: 'the day the case was withdrawn' },
  { code: 'TransferAccepted', vi: 'ngày cơ quan khác tiếp nhận', en: 'the day the other office accepted it' },
  { code: 'FileClosed', vi: 'ngày kết thúc hồ sơ', en: 'the day the file was closed' },
  {
    code: 'FamilyNotificationWaived',
    vi: 'ngày ghi lý do không thông báo',
    en: 'the day it was recorded why the family is not told',
  },
];
