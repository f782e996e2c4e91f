import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { NOT_STATED } from '#kernel';
import { countryName } from '#platform';
import { table } from '../output/table.js';

/** The days that the demo's report covers. */
export const YEAR = { from: '2022-01-01', to: '2022-12-31' } as const;

type Counts = Readonly<Record<string, number>>;

/** The answer of `GET /reports/consular-cases`. */
export interface Report {
  readonly window: { readonly from: string; readonly to: string };
  readonly total: number;
  readonly byKind: Counts;
  readonly byCountry: Counts;
  readonly asOf: string;
}

interface CaseLine {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly country: string;
  readonly revision: number;
}

interface KindName {
  readonly code: string;
  readonly vi: string;
  readonly en: string;
}

/** What the API says about the year. */
export interface Figures {
  readonly report: Report;
  /** The cases that the report counts. */
  readonly cases: readonly CaseLine[];
  /** Every kind there is, in the order of reports. */
  readonly kinds: readonly KindName[];
}

/** Asks the API itself, so that the table and the report over HTTP cannot differ. */
export async function figuresOf(app: NestFastifyApplication): Promise<Figures> {
  const { from, to } = YEAR;
  const [report, cases, { kinds }] = await Promise.all([
    get<Report>(app, `reports/consular-cases?from=${from}&to=${to}`),
    casesOf(app),
    get<{ kinds: readonly KindName[] }>(app, 'consular-cases/kinds'),
  ]);
  return { report, cases, kinds };
}

/** Kinds down, countries across, with their sums. */
export function figuresTable({ report, cases, kinds }: Figures): string {
  const countries = Object.keys(report.byCountry).sort(byCount(report.byCountry));
  const cell = (kind: string, country: string): string =>
    shown(cases.filter((line) => line.kind === kind && line.country === country).length);
  const rows = kinds
    .filter(({ code }) => code in report.byKind)
    .map(({ code, vi, en }) => [
      vi,
      en,
      ...countries.map((country) => cell(code, country)),
      shown(report.byKind[code] ?? 0),
    ]);
  const sums = countries.map((country) => shown(report.byCountry[country] ?? 0));
  const head = ['Loại vụ việc', 'Kind of case', ...countries.map(headOf), 'Tổng'];
  return table(head, [...rows, ['Tổng', 'Total', ...sums, shown(report.total)]]);
}

/** What the codes at the top of the table mean. */
export const countryNames = ({ report }: Figures): string =>
  Object.keys(report.byCountry)
    .sort(byCount(report.byCountry))
    .map((code) => `${headOf(code)} ${countryName(code).vi} / ${countryName(code).en}`)
    .join(', ');

async function casesOf(app: NestFastifyApplication): Promise<readonly CaseLine[]> {
  const lines: CaseLine[] = [];
  const question = new URLSearchParams({
    openedFrom: YEAR.from,
    openedTo: YEAR.to,
    sort: 'number',
    limit: '100',
    count: 'false',
  });
  for (let more = true; more;) {
    const page = await get<{ items: CaseLine[]; next?: string }>(
      app,
      `consular-cases?${question.toString()}`,
    );
    lines.push(...page.items);
    if (page.next !== undefined) question.set('after', page.next);
    more = page.next !== undefined;
  }
  return lines;
}

async function get<T>(app: NestFastifyApplication, path: string): Promise<T> {
  const answer = await app.inject({ method: 'GET', url: `/api/v1/${path}` });
  if (answer.statusCode !== 200) throw new Error(`GET /api/v1/${path}: ${answer.statusCode} ${answer.body}`);
  return answer.json<T>();
}

/** The most first; what is not stated stands last. */
const byCount =
  (counts: Counts) =>
  (one: string, other: string): number => {
    if ((one === NOT_STATED) !== (other === NOT_STATED)) return one === NOT_STATED ? 1 : -1;
    return (counts[other] ?? 0) - (counts[one] ?? 0) || (one < other ? -1 : 1);
  };

const headOf = (country: string): string => (country === NOT_STATED ? '?' : country);

const shown = (count: number): string => (count === 0 ? '·' : String(count));
