import { type OfficeProfile } from './office-schema.js';

/** One thing in the profile that does not fit another. */
export interface CrossFault {
  readonly path: (string | number)[];
  readonly message: string;
}

type Sections = Pick<
  OfficeProfile,
  | 'units'
  | 'provinces'
  | 'gates'
  | 'missions'
  | 'staff'
  | 'demoActor'
  | 'calendar'
  | 'province'
  | 'numbering'
  | 'retention'
>;

/** What a shape alone does not show: repeated codes, references to nothing, ends before beginnings, days of another year. */
export function crossFaults(profile: Sections): CrossFault[] {
  return [
    ...repeated(
      'units',
      profile.units.map(({ id }) => id),
      'id',
    ),
    ...repeated(
      'staff',
      profile.staff.map(({ id }) => id),
      'id',
    ),
    ...repeated(
      'gates',
      profile.gates.map(({ code }) => code),
      'code',
    ),
    ...repeated(
      'missions',
      profile.missions.map(({ code }) => code),
      'code',
    ),
    ...repeated(
      'provinces',
      profile.provinces.map(({ code }) => code),
      'code',
    ),
    ...validity('units', profile.units),
    ...validity('provinces', profile.provinces),
    ...references(profile),
    ...retentionFaults(profile),
    ...calendarFaults(profile.calendar),
  ];
}

function repeated(section: string, codes: readonly string[], key: string): CrossFault[] {
  return codes.flatMap((code, index) =>
    codes.indexOf(code) < index ? [{ path: [section, index, key], message: `${code} is listed twice` }] : [],
  );
}

function validity(section: string, entries: readonly { from?: string; until?: string }[]): CrossFault[] {
  return entries.flatMap(({ from, until }, index) =>
    from !== undefined && until !== undefined && until < from
      ? [{ path: [section, index, 'until'], message: `ends before it begins (${from})` }]
      : [],
  );
}

function references({ units, staff, demoActor, province, provinces }: Sections): CrossFault[] {
  const known = new Set(units.map(({ id }) => id));
  const missing = (path: CrossFault['path'], unit: string | undefined): CrossFault[] =>
    unit === undefined || known.has(unit) ? [] : [{ path, message: `there is no unit ${unit}` }];
  return [
    ...units.flatMap((unit, index) => missing(['units', index, 'parent'], unit.parent)),
    ...staff.flatMap((member, index) => missing(['staff', index, 'unit'], member.unit)),
    ...(staff.some(({ id }) => id === demoActor)
      ? []
      : [{ path: ['demoActor'], message: `there is no ${demoActor} among the staff` }]),
    ...(provinces.some(({ code }) => code === province)
      ? []
      : [{ path: ['province'], message: `there is no province ${province}` }]),
  ];
}

/** Files of every numbered type are kept for some time, and of no other. */
function retentionFaults({ numbering, retention }: Sections): CrossFault[] {
  const missing = Object.keys(numbering).filter((type) => !(type in retention));
  return [
    ...missing.map((type) => ({ path: ['retention'], message: `says nothing about files of ${type}` })),
    ...Object.entries(retention).flatMap(([type, rules]) => [
      ...(type in numbering ? [] : [{ path: ['retention', type], message: `there are no files of ${type}` }]),
      ...repeated(
        type,
        rules.map(({ code }) => code),
        'code',
      ).map(({ path, message }) => ({ path: ['retention', ...path], message })),
    ]),
  ];
}

function calendarFaults({ years }: Sections['calendar']): CrossFault[] {
  const base = ['calendar', 'years'];
  return [
    ...repeated(
      'years',
      years.map(({ year }) => String(year)),
      'year',
    ).map(({ path, message }) => ({
      path: ['calendar', ...path],
      message,
    })),
    ...years.flatMap(({ year, holidays, workingDays }, at) => [
      ...holidays.flatMap(({ from, to }, index) => {
        const path = [...base, at, 'holidays', index];
        if (!from.startsWith(`${year}-`))
          return [{ path: [...path, 'from'], message: `is not a day of ${year}` }];
        return to !== undefined && to < from
          ? [{ path: [...path, 'to'], message: `lies before ${from}` }]
          : [];
      }),
      ...workingDays.flatMap(({ date }, index) =>
        date.startsWith(`${year}-`)
          ? []
          : [{ path: [...base, at, 'workingDays', index, 'date'], message: `is not a day of ${year}` }],
      ),
    ]),
  ];
}
