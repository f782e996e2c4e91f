import { Injectable } from '@nestjs/common';
import { type Bilingual, countryName, Office } from '#platform';
import { PAPER_KINDS } from '../domain/vocabulary/index.js';
import { type CaseField, type FieldKind } from '../projections/fields.js';

const YES_NO: Readonly<Record<string, Bilingual>> = {
  true: { vi: 'Có', en: 'Yes' },
  false: { vi: 'Không', en: 'No' },
};

const officer = (office: Office, id: string): Bilingual | undefined => {
  const name = office.staffMember(id)?.name;
  return name === undefined ? undefined : { vi: name, en: name };
};

/** How the codes of a kind of field are named; those of closed lists name themselves. */
const NAMERS: Readonly<Partial<Record<FieldKind, (office: Office, code: string) => Bilingual | undefined>>> =
  {
    papers: (_, code) => PAPER_KINDS.find((paper) => paper.code === code),
    boolean: (_, code) => YES_NO[code],
    country: (_, code) => countryName(code),
    mission: (office, code) => office.mission(code),
    gate: (office, code) => office.gate(code),
    province: (office, code) => office.provinceOf(code),
    unit: (office, code) => office.unit(code),
    officer,
    officers: officer,
  };

/** What codes in fields mean, in both languages. */
@Injectable()
export class ValueNames {
  constructor(private readonly office: Office) {}

  /** `undefined` for a field whose values speak for themselves, and for what is not there. */
  of(field: CaseField, value: unknown): Bilingual | undefined {
    if (value === null || value === undefined) return undefined;
    if (Array.isArray(value)) return this.ofList(field, value);
    if (typeof value !== 'string' && typeof value !== 'boolean') return undefined;
    return this.ofCode(field, String(value));
  }

  private ofList(field: CaseField, values: readonly unknown[]): Bilingual | undefined {
    const names = values.map((value) => this.ofCode(field, codeOf(value)));
    if (names.length === 0 || names.includes(undefined)) return undefined;
    const joined = (language: keyof Bilingual) => names.map((name) => name?.[language]).join(', ');
    return { vi: joined('vi'), en: joined('en') };
  }

  private ofCode({ kind, choices }: CaseField, code: string): Bilingual | undefined {
    if (choices) return named(choices.find((choice) => choice.code === code));
    return named(NAMERS[kind]?.(this.office, code));
  }
}

const named = (thing: Bilingual | undefined): Bilingual | undefined =>
  thing && { vi: thing.vi, en: thing.en };

/** The code of an item: papers carry theirs in `kind`. */
const codeOf = (item: unknown): string =>
  typeof item === 'object' && item !== null && 'kind' in item ? String(item.kind) : String(item);
