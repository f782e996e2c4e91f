import { KIND_FIELDS } from './fields.js';
import { KIND_CODES, type KindCode, type KindField } from './types.js';
import { type Choice } from '../vocabulary/index.js';

export * from './types.js';

/** A kind of case. `code` is what reports count by. */
export interface CaseKind extends Choice<KindCode> {
  readonly fields: readonly KindField[];
}

const NAMES: Readonly<Record<KindCode, readonly [vi: string, en: string]>> = {
  detention: ['Bị tạm giữ, tạm giam', 'Detention'],
  death_abroad: ['Tử vong ở nước ngoài', 'Death abroad'],
  conflict_evacuation: ['Công dân, pháp nhân ở vùng chiến sự', 'Conflict zone, evacuation'],
  trafficking: ['Bị lừa bán, mua bán người', 'Tricked, sold, trafficked'],
  rescue_return: ['Được giải cứu, trở về', 'Rescued and returned'],
  prison_release: ['Mãn hạn tù, tiếp nhận qua cửa khẩu', 'Prison release through a gate'],
  remains_repatriation: ['Nhập cảnh thi hài, hài cốt, tro cốt', 'Entry of remains'],
  missing: ['Mất tích', 'Missing'],
  deportation: ['Bị trục xuất', 'Deportation'],
  fishermen: ['Ngư dân, tàu cá', 'Fishermen'],
  labour: ['Lao động ở nước ngoài', 'Labour'],
  unspecified: ['Chưa rõ loại', 'Not specified'],
};

/** Every kind of case with its fields, in the order of forms and reports. // Consular cases, domain rules */
export const CASE_KINDS: readonly CaseKind[] = KIND_CODES.map((code) => {
  const [vi, en] = NAMES[code];
  return { code, vi, en, fields: KIND_FIELDS[code] };
});

const BY_CODE = new Map(CASE_KINDS.map((kind) => [kind.code, kind]));

/** The fields of a kind, by name. */
export const fieldsOf = (kind: KindCode): readonly KindField[] => BY_CODE.get(kind)?.fields ?? [];

/** The field of that name, if the kind has one. */
export const fieldOf = (kind: KindCode, name: string): KindField | undefined =>
  fieldsOf(kind).find((field) => field.name === name);
