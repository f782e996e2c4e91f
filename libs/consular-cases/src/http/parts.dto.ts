import { type Money } from '#kernel';
import { CurrencyCode, Flag, Id, Integer, OneOf } from '#platform';
import { type RemainsAnswers } from '../domain/commands/index.js';
import { type Paper } from '../domain/events/index.js';
import {
  codesOf,
  PAPER_KINDS,
  type PaperKind,
  REMAINS_ELIGIBILITIES,
  REMAINS_FORMS,
  type RemainsEligibility,
  type RemainsForm,
  RESIDENCE_PROOFS,
  type ResidenceProof,
} from '../domain/vocabulary/index.js';

/** A paper of a dossier. */
export class PaperDto implements Paper {
  @OneOf(codesOf(PAPER_KINDS), { example: 'request_form' })
  readonly kind!: PaperKind;

  @Id({ optional: true, description: 'The attached document, when the file holds it.' })
  readonly documentId?: string;
}

/** What the papers say about remains. // A-5, A-6, A-7, domain rules */
export class RemainsDto implements RemainsAnswers {
  @OneOf(codesOf(REMAINS_FORMS), { example: 'ashes' })
  readonly form!: RemainsForm;

  @OneOf(codesOf(REMAINS_ELIGIBILITIES), { example: 'citizen_resident' })
  readonly eligibility!: RemainsEligibility;

  @OneOf(codesOf(RESIDENCE_PROOFS), { example: 'household_registration' })
  readonly residenceProof!: ResidenceProof;

  @Flag({ example: true, description: 'A paper excludes death of a group-A infectious disease.' })
  readonly groupADiseaseExcluded!: boolean;
}

/** Money in minor units of its currency: 1 is one đồng, or one cent. */
export class MoneyDto implements Money {
  @Integer({ min: 1, example: 5_000_000 })
  readonly amount!: number;

  @CurrencyCode({ example: 'VND' })
  readonly currency!: string;
}
