import { type LabelledField } from '#event-sourcing';
import { CASE_KINDS, fieldsOf, type KindCode, type KindField } from '../domain/kinds/index.js';
import { CHANNELS, PHASES, URGENCIES } from '../domain/vocabulary/index.js';
import { OUTCOMES } from '../domain/vocabulary/acts.js';
import { FILE_TASKS } from '../domain/vocabulary/archive.js';
import { type CaseField, choice, field, type FieldKind } from './fields.js';

/** The facts that a case keeps, whatever its kind, in the order in which a person reads them. */
export const CASE_FIELDS: readonly CaseField[] = [
  field('other', 'case.number', 'Số vụ việc', 'Case number'),
  choice(PHASES, 'case.phase', 'Giai đoạn', 'Phase'),
  choice(CASE_KINDS, 'case.kind', 'Loại vụ việc', 'Kind'),
  field('country', 'case.country', 'Nước', 'Country'),
  choice(URGENCIES, 'case.urgency', 'Mức độ khẩn', 'Urgency'),
  choice(CHANNELS, 'case.channel', 'Kênh tiếp nhận', 'Channel'),
  field('date', 'case.openedOn', 'Ngày tiếp nhận', 'Opened on'),
  field('subjects', 'case.subjects', 'Đối tượng', 'Subjects'),
  field('subject', 'case.applicant', 'Người làm đơn', 'Applicant'),
  field('subjects', 'case.verified', 'Đã xác minh nhân thân', 'Identity verified'),
  field('subjects', 'case.notConfirmed', 'Chưa xác minh được nhân thân', 'Identity not confirmed'),
  field('officer', 'case.leadOfficer', 'Người phụ trách', 'Officer in charge'),
  field('officers', 'case.supportOfficers', 'Người phối hợp', 'Supporting officers'),
  field('unit', 'unit', 'Đơn vị', 'Unit'),
  choice(OUTCOMES, 'case.outcome.outcome', 'Kết quả', 'Outcome'),
  field('date', 'case.outcome.on', 'Ngày có kết quả', 'Outcome on'),
  field('date', 'nextDueOn', 'Hạn gần nhất', 'Next due on'),
  choice(FILE_TASKS, 'fileTask', 'Việc cần làm với hồ sơ', 'To be done with the file'),
  field('date', 'fileDueOn', 'Hạn của hồ sơ', 'File due on'),
];

const KINDS: Readonly<Record<KindField['type'], FieldKind>> = {
  text: 'text',
  date: 'date',
  dates: 'texts',
  boolean: 'boolean',
  integer: 'integer',
  choice: 'choice',
  country: 'country',
  countries: 'country',
  province: 'province',
  subject: 'subject',
  mission: 'mission',
  gate: 'gate',
  case: 'other',
  money: 'money',
};

const kindField = ({ name, type, vi, en, choices, sensitive }: KindField): CaseField => ({
  ...field(KINDS[type], `case.details.${name}`, vi, en),
  ...(choices && { choices }),
  ...(sensitive && { sensitive }),
});

const BY_KIND: ReadonlyMap<KindCode, readonly CaseField[]> = new Map(
  CASE_KINDS.map(({ code }) => [code, fieldsOf(code).map(kindField)]),
);

/** The facts that a case of that kind has beyond {@link CASE_FIELDS}. */
export const kindFields = (kind: KindCode): readonly CaseField[] => BY_KIND.get(kind) ?? [];

/** Every field of the document that a step of a case's history can change; of those that kinds share, once. */
export const CONSULAR_CASE_FIELDS: readonly LabelledField[] = [
  ...new Map(
    [...CASE_FIELDS, ...CASE_KINDS.flatMap(({ code }) => kindFields(code))].map(({ field: path, label }) => [
      path,
      { field: path, label },
    ]),
  ).values(),
];
