import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import {
  type Actor,
  addDays,
  type CalendarData,
  type Instant,
  type LocalDate,
  localDateOf,
  startOfDay,
  WorkCalendar,
} from '#kernel';
import { type Bilingual } from '../language.js';
import {
  type BorderGate,
  type Mission,
  type OfficeProfile,
  type OfficeUnit,
  type Province,
  type RetentionRule,
  type StaffMember,
} from './office-schema.js';

/** Something in the profile that cannot be used. */
export interface Fault {
  readonly at: readonly (string | number)[];
  readonly reason: string;
}

/** The office this server works for: everything that is true of one province and not of another. */
export class Office {
  readonly id: string;
  readonly name: Bilingual;
  readonly shortName: Bilingual;
  readonly province: string;
  readonly timeZone: string;
  readonly calendar: WorkCalendar;
  /** SHA-256 of the calendar; a part of the version of every read model that counts days. */
  readonly referenceHash: string;
  readonly units: readonly OfficeUnit[];
  readonly provinces: readonly Province[];
  readonly gates: readonly BorderGate[];
  readonly missions: readonly Mission[];
  readonly staff: readonly StaffMember[];
  /** Id of the member of staff who acts in demo mode where nobody is named. */
  readonly demoActor: string;
  private readonly series: OfficeProfile['numbering'];
  /** How long files are kept, by stream type. */
  readonly retention: OfficeProfile['retention'];
  private lastMinute = '';
  private lastDay: LocalDate = '';

  /** `failure` says where in the profile's file a fault is. */
  constructor(
    profile: OfficeProfile,
    private readonly failure: (faults: readonly Fault[]) => Error,
  ) {
    this.id = profile.id;
    this.name = profile.name;
    this.shortName = profile.shortName;
    this.province = profile.province;
    this.timeZone = profile.timeZone;
    const days = calendarDays(profile.calendar);
    this.referenceHash = createHash('sha256')
      .update(canonicalize({ ...days, timeZone: profile.timeZone }) ?? '')
      .digest('hex');
    this.calendar = new WorkCalendar({ version: this.referenceHash, ...days });
    this.units = profile.units;
    this.provinces = profile.provinces;
    this.gates = profile.gates;
    this.missions = profile.missions;
    this.staff = profile.staff;
    this.demoActor = profile.demoActor;
    this.series = profile.numbering;
    this.retention = profile.retention;
  }

  /** The day of `instant` on the office's wall. Asked for every request, so the last minute's answer is kept. */
  today(instant: Instant): LocalDate {
    const minute = instant.slice(0, 'YYYY-MM-DDThh:mm'.length);
    if (this.lastMinute !== minute) {
      this.lastDay = localDateOf(instant, this.timeZone);
      this.lastMinute = minute;
    }
    return this.lastDay;
  }

  /** The moment at which `date` begins at the office. */
  startOfDay(date: LocalDate): Instant {
    return startOfDay(date, this.timeZone);
  }

  gate(code: string): BorderGate | undefined {
    return this.gates.find((gate) => gate.code === code);
  }

  mission(code: string): Mission | undefined {
    return this.missions.find((mission) => mission.code === code);
  }

  provinceOf(code: string): Province | undefined {
    return this.provinces.find((province) => province.code === code);
  }

  unit(id: string): OfficeUnit | undefined {
    return this.units.find((unit) => unit.id === id);
  }

  staffMember(id: string): StaffMember | undefined {
    return this.staff.find((member) => member.id === id);
  }

  /** How streams of `streamType` are numbered. @throws Error when the profile names none */
  numberSeries(streamType: string): OfficeProfile['numbering'][string] {
    const series = this.series[streamType];
    if (series === undefined) throw new Error(`the office profile has no numbering for ${streamType}`);
    return series;
  }

  /**
   * How long files of `streamType` are kept, in the profile's order. `kinds` are those that there are.
   * @throws OfficeProfileError when a rule is for none of them
   */
  retentionRules(streamType: string, kinds: readonly string[]): readonly RetentionRule[] {
    const rules = this.retention[streamType] ?? [];
    const faults = rules.flatMap(({ kinds: named = [] }, index) =>
      named.flatMap((kind, place) =>
        kinds.includes(kind)
          ? []
          : [{ at: ['retention', streamType, index, 'kinds', place], reason: `there is no kind ${kind}` }],
      ),
    );
    if (faults.length > 0) throw this.failure(faults);
    return rules;
  }
}

/** The staff member as somebody who acts. */
export const actorOf = ({ id, role, unit }: StaffMember): Actor => ({ id, role, unit });

function calendarDays({ weekend, years }: OfficeProfile['calendar']): Omit<CalendarData, 'version'> {
  return {
    weekend: [...weekend].sort(),
    holidays: years
      .flatMap(({ holidays }) => holidays.flatMap(({ from, to }) => daysOf(from, to ?? from)))
      .sort(),
    workingDays: years.flatMap(({ workingDays }) => workingDays.map(({ date }) => date)).sort(),
  };
}

function daysOf(from: LocalDate, to: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
