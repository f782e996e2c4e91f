import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../config/project-root.js';
import { loadOffice, parseOffice } from './load-office.js';
import { OfficeProfileError } from './office-profile-error.js';

const path = join(projectRoot(), 'config', 'cao-bang.office.yaml');
const text = readFileSync(path, 'utf8');

/** The profile with one text replaced by another, and what is wrong with it then. */
function faultsOf(change: readonly [string | RegExp, string]): readonly string[] {
  const changed = text.replace(change[0], change[1]);
  expect(changed).not.toBe(text);
  try {
    parseOffice(changed, 'office.yaml');
  } catch (error) {
    if (error instanceof OfficeProfileError) return error.faults;
    throw error;
  }
  return [];
}

const KINDS = ['remains_repatriation', 'trafficking', 'rescue_return'];

const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

describe('the profile of the demo office', () => {
  const office = loadOffice(path);

  it('names what the office works with', () => {
    expect(office.name.vi).toBe('Sở Ngoại vụ tỉnh Cao Bằng');
    expect(office.numberSeries('consularCase')).toEqual({ series: 'BHCD', width: 4 });
    expect(office.gate('tra-linh')?.vi).toBe('Cửa khẩu quốc tế Trà Lĩnh');
    expect(office.mission('consular_department')?.country).toBe('VN');
    expect(office.mission('kh-sihanoukville')?.country).toBe('KH');
    expect(office.unit('consular')?.parent).toBe('leadership');
    expect(office.provinceOf('lao-cai')?.en).toBe('Lao Cai');
    expect(office.provinces).toHaveLength(63);
    expect(office.provinces.filter(({ until }) => until === undefined)).toHaveLength(34);
  });

  it('has somebody for every role', () => {
    expect(new Set(office.staff.map(({ role }) => role)).size).toBe(9);
  });

  it('begins a day at its own midnight', () => {
    expect(office.today('2022-06-14T16:59:59.999Z')).toBe('2022-06-14');
    expect(office.today('2022-06-14T17:00:00.000Z')).toBe('2022-06-15');
    expect(office.startOfDay('2022-06-15')).toBe('2022-06-14T17:00:00.000Z');
  });

  it.each([
    ['2022-01-03', false],
    ['2022-01-04', true],
    ['2022-01-28', true],
    ['2022-01-31', false],
    ['2022-02-04', false],
    ['2022-02-07', true],
    ['2022-04-11', false],
    ['2022-05-02', false],
    ['2022-05-03', false],
    ['2022-05-04', true],
    ['2022-09-01', false],
    ['2022-09-05', true],
    ['2024-04-29', false],
    ['2024-05-04', true],
    ['2026-08-22', true],
    ['2026-11-24', true],
  ])('%s is a working day: %s', (day, working) => {
    expect(office.calendar.isWorkingDay(day)).toBe(working);
  });

  it('counts a limit over the lunar new year', () => {
    expect(office.calendar.limitEnd('2022-01-27', 3, 'working_days')).toBe('2022-02-08');
  });

  it('has another reference hash with another holiday, and the same one with another name', () => {
    const hashOf = (from: string, to: string) => parseOffice(text.replace(from, to), path).referenceHash;
    expect(office.referenceHash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf('2026-08-31,', '2026-08-28,')).not.toBe(office.referenceHash);
    expect(hashOf('Asia/Ho_Chi_Minh', 'Asia/Bangkok')).not.toBe(office.referenceHash);
    expect(hashOf('Tết Dương lịch', 'Năm mới')).toBe(office.referenceHash);
    expect(hashOf('weekend: [6, 7]', 'weekend: [7, 6]')).toBe(office.referenceHash);
  });
});

describe('a wrong profile is refused with file, line and reason', () => {
  it.each([
    [
      ['demoActor: officer-consular', 'demoActor: officer-nobody'],
      'demoActor:',
      'demoActor',
      'there is no officer-nobody among the staff',
    ],
    [
      ['timeZone: Asia/Ho_Chi_Minh', 'timeZone: Asia/Hanoi'],
      'timeZone: Asia',
      'timeZone',
      'must be an IANA time zone',
    ],
    [
      ['from: 2022-04-10', 'from: 2022-04-31'],
      'from: 2022-04-10',
      'calendar.years.1.holidays.2.from',
      'must be a day',
    ],
    [
      ['from: 2022-09-01', 'from: 2021-09-01'],
      'from: 2022-09-01',
      'calendar.years.1.holidays.4.from',
      'is not a day of',
    ],
    [['to: 2022-02-04', 'to: 2022-01-04'], 'to: 2022-02-04', 'calendar.years.1.holidays.1.to', 'lies before'],
    [['neighbour: CN', 'neighbour: XX'], 'code: ta-lung', 'gates.0.neighbour', 'must be an ISO 3166 code'],
    [['code: tra-linh', 'code: ta-lung'], 'code: tra-linh', 'gates.1.code', 'ta-lung is listed twice'],
    [['parent: leadership', 'parent: nobody'], 'id: office,', 'units.1.parent', 'there is no unit nobody'],
    [['role: clerk', 'role: janitor'], 'role: clerk', 'staff.6.role', 'Invalid option'],
    [
      ['unit: consular, name', 'unit: elsewhere, name'],
      'id: officer-consular,',
      'staff.0.unit',
      'there is no unit',
    ],
    [['shortName:', 'nickname:'], 'shortName:', 'nickname', 'is not known here'],
    [['province: cao-bang', 'province: atlantis'], 'province: cao-bang', 'province', 'there is no province'],
    [['weekend: [6, 7]', 'weekend: [6, 8]'], 'weekend:', 'calendar.weekend.1', 'Too big'],
    [['years: 20', 'years: 0'], 'code: consular,', 'retention.consularCase.0.years', 'Too small'],
    [
      ['code: consular-death', 'code: consular'],
      'code: consular-death',
      'retention.consularCase.1.code',
      'consular is listed twice',
    ],
    [
      [/retention:\n  consularCase:/, 'retention:\n  aidItem:'],
      'retention:\n  consularCase',
      'retention',
      'says nothing about files of consularCase',
    ],
  ] as const)('%j', (change, place, at, reason) => {
    expect(faultsOf(change)).toContainEqual(
      expect.stringMatching(new RegExp(`^office\\.yaml:${lineOf(place)}: ${at}: .*${reason}`)),
    );
  });

  it('names the line of a retention for a kind that there is not', () => {
    const office = loadOffice(path);
    expect(office.retentionRules('consularCase', ['death_abroad'].concat(KINDS))).toHaveLength(3);
    expect(() => office.retentionRules('consularCase', KINDS)).toThrow(
      `${path}:${lineOf('kinds: [death_abroad')}: retention.consularCase.1.kinds.0: there is no kind death_abroad`,
    );
  });

  it('points at the file for what is missing altogether', () => {
    expect(faultsOf([/^timeZone:.*\n/m, ''])).toEqual([
      expect.stringMatching(/^office\.yaml:1: timeZone: Invalid input/),
    ]);
  });

  it('lists every fault, in the order of lines', () => {
    const faults = faultsOf([/neighbour: CN/g, 'neighbour: XX']);
    expect(faults).toHaveLength(6);
    expect(faults.map((fault) => Number(fault.split(':')[1]))).toEqual(
      Array.from({ length: 6 }, (_, index) => lineOf('code: ta-lung') + index),
    );
  });

  it('names the line of what is no YAML', () => {
    expect(faultsOf(['id: cao-bang\n', 'id: cao-bang\nid: again\n'])).toEqual([
      expect.stringMatching(
        new RegExp(`^office\\.yaml:${lineOf('id: cao-bang') + 1}: Map keys must be unique`),
      ),
    ]);
    expect(faultsOf(['numbering:\n', 'numbering: [\n'])[0]).toMatch(/^office\.yaml:\d+: /);
  });

  it('says when there is no file', () => {
    expect(() => loadOffice('/nowhere/office.yaml')).toThrow(
      /\/nowhere\/office\.yaml:1: cannot be read \(ENOENT\)/,
    );
  });
});
