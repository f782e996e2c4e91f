import { z } from 'zod';
import { isCountry, isLocalDate, ROLES } from '#kernel';

const text = z.string().trim().min(1).max(300);
const date = z.string().refine(isLocalDate, 'must be a day that exists, YYYY-MM-DD');
const code = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,59}$/, 'must be lower-case letters, digits, - and _');
const country = z.string().refine(isCountry, 'must be an ISO 3166 code such as CN');
const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as Asia/Ho_Chi_Minh');
const bilingual = { vi: text, en: text };
const validity = { from: date.optional(), until: date.optional() };

const holiday = z.strictObject({ from: date, to: date.optional(), ...bilingual });
const workingDay = z.strictObject({ date, ...bilingual });
const calendarYear = z.strictObject({
  year: z.int().min(1990).max(2199),
  note: text.optional(),
  holidays: z.array(holiday).min(1),
  workingDays: z.array(workingDay).default([]),
});

const streamType = z.string().regex(/^[a-z][A-Za-z]*$/);
const numberSeries = z.strictObject({
  series: z.string().regex(/^[A-Z]{2,8}$/, 'must be 2 to 8 capitals'),
  width: z.int().min(1).max(8),
});
const unit = z.strictObject({ id: code, ...bilingual, parent: code.optional(), ...validity });
const gate = z.strictObject({ code, ...bilingual, neighbour: country });
const mission = z.strictObject({ code, ...bilingual, country });
const province = z.strictObject({ code, ...bilingual, ...validity });
const retentionRule = z.strictObject({
  code,
  ...bilingual,
  /** Whole years after the year in which the matter was settled. */
  years: z.union(
    [z.int().min(1).max(100), z.literal('permanent')],
    'must be a number of years, or permanent',
  ),
  /** Kinds of file that it is for, as their module names them; left out, it is for every kind. */
  kinds: z.array(code).min(1).optional(),
});
const staffMember = z.strictObject({ id: code, role: z.enum(ROLES), unit: code, name: text });

/** Everything about one office. What an office is not asked for here, the program does not know about it. */
export const officeSchema = z.strictObject({
  id: code,
  name: z.strictObject(bilingual),
  shortName: z.strictObject(bilingual),
  /** Code of the province the office serves. */
  province: code,
  timeZone,
  /** How the numbers of each stream type look: `<series>-<year>-<sequence, width digits>`. */
  numbering: z.record(streamType, numberSeries),
  /** How long the files of each stream type are kept once their matter is settled. // G-9 */
  retention: z.record(streamType, z.array(retentionRule).min(1)),
  calendar: z.strictObject({
    weekend: z.array(z.int().min(1).max(7)).max(6),
    years: z.array(calendarYear).min(1),
  }),
  units: z.array(unit).min(1),
  provinces: z.array(province).min(1),
  gates: z.array(gate),
  missions: z.array(mission),
  /** Demo mode only: who one may claim to be. */
  staff: z.array(staffMember).min(1),
  /** Demo mode only: the member of staff who acts where a request names nobody. */
  demoActor: code,
});

export type OfficeProfile = z.infer<typeof officeSchema>;
export type OfficeUnit = OfficeProfile['units'][number];
export type BorderGate = OfficeProfile['gates'][number];
export type Mission = OfficeProfile['missions'][number];
export type Province = OfficeProfile['provinces'][number];
export type RetentionRule = z.infer<typeof retentionRule>;
export type StaffMember = OfficeProfile['staff'][number];

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
