import { Injectable } from '@nestjs/common';
import { type Bilingual, countryName, Office } from '#platform';
import { PAPER_KINDS } from '../domain/vocabulary.js';
import { type CaseField } from '../projections/fields.js';

const YES_NO: Readonly<Record<string, Bilingual>> = {
  true: { vi: 'Có', en: 'Yes' },
  false: { vi: 'Không', en: 'No' },
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
    switch (kind) {
      case 'choice':
      case 'choices':
        return named(choices?.find((choice) => choice.code === code));
      case 'papers':
        return named(PAPER_KINDS.find((paper) => paper.code === code));
      case 'boolean':
        return YES_NO[code];
      case 'country':
        return countryName(code);
      case 'mission':
        return named(this.office.mission(code));
      case 'gate':
        return named(this.office.gate(code));
      case 'province':
        return named(this.office.provinceOf(code));
      case 'unit':
        return named(this.office.unit(code));
      case 'officer':
      case 'officers':
        return sameInBoth(this.office.staffMember(code)?.name);
      default:
        return undefined;
    }
  }
}

const named = (thing: Bilingual | undefined): Bilingual | undefined =>
  thing && { vi: thing.vi, en: thing.en };

const sameInBoth = (name: string | undefined): Bilingual | undefined =>
  name === undefined ? undefined : { vi: name, en: name };

/** The code of an item: papers carry theirs in `kind`. */
const codeOf = (item: unknown): string =>
  typeof item === 'object' && item !== null && 'kind' in item ? String(item.kind) : String(item);
