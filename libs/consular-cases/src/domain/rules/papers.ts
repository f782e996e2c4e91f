import { type LocalDate } from '#kernel';
import { type CaseRefusal, refusal } from '../errors.js';
import { type EventOf, type Paper, type RemainsFindings } from '../events/index.js';
import { type Told } from '../evolve.js';
import { letterOf } from '../said.js';
import { type CaseFile } from '../state.js';
import { type Channel, type PaperKind, type RemainsForm, type ResidenceProof } from '../vocabulary/index.js';
import { endedRefusal } from './phase.js';
import { type Rule } from './rule.js';

/** Channels that bring a paper. // G-3 */
const PAPER_CHANNELS: readonly Channel[] = [
  'post',
  'consular_department_letter',
  'foreign_authority_letter',
  'other_province',
];

/** What came on paper is in the incoming register before it is worked on. // G-3, domain rules */
export function openingPaper(event: Told<EventOf<'ConsularCaseOpened'>>): CaseRefusal | null {
  return PAPER_CHANNELS.includes(event.data.channel) ? registeredPaper(null, event) : null;
}

/** A paper is signed before it is numbered. // G-4, domain rules */
export function signedFirst({ source }: Told<object>): CaseRefusal | null {
  if (source?.signedOn === undefined || source.signedOn <= source.date) return null;
  const { signedOn, date } = source;
  return refusal('consular-case.numbered-before-signature', { signedOn, date });
}

/** What came by post is confirmed by a paper of the commune. // A-2, G-3, domain rules */
export const confirmedOnPaper: Rule<'IdentityVerified'> = ({ channel }, event) =>
  channel === 'post' ? registeredPaper(null, event) : null;

/** A paper that is kept outside this system is known by its place in the register, once. // G-6, domain rules */
export const heldOnce: Rule<'DocumentHeldOnPaper'> = (state, { data, source }) => {
  const { letter } = letterOf(source);
  if (state.heldOnPaper.some((held) => held.letter === letter))
    return refusal('consular-case.letter-already-recorded', { letter });
  return data.late ? null : endedRefusal(state);
};

/** The event is about a paper, and the paper has a number. // G-3, domain rules */
export function registeredPaper(_: unknown, { source }: Told<object>): CaseRefusal | null {
  return source && source.number.trim() !== '' ? null : refusal('consular-case.source-required');
}

const REQUEST_PAPERS: readonly PaperKind[] = ['request_form', 'id_copy'];

/** A relative's request is the standard form with a copy of the applicant's identity paper. // A-1, domain rules */
export function relativesRequest(file: CaseFile, papers: readonly Paper[]): CaseRefusal | null {
  const { applicant, subjects } = file;
  if (applicant === undefined || subjects.some(({ id }) => id === applicant)) return null;
  const missing = missingFrom(papers, REQUEST_PAPERS);
  return missing.length > 0 ? refusal('consular-case.request-papers-missing', { missing }) : null;
}

const REMAINS_PAPERS: Readonly<Record<RemainsForm, readonly PaperKind[]>> = {
  body: ['death_certificate', 'quarantine_certificate'],
  bones: ['death_certificate', 'exhumation_certificate', 'quarantine_certificate'],
  ashes: ['death_certificate', 'cremation_certificate'],
};

/** Who may come home in which form, on which papers. // A-5, A-6, A-7, domain rules */
export function remainsMayEnter(
  remains: RemainsFindings,
  papers: readonly Paper[],
  on: LocalDate,
): CaseRefusal | null {
  if (remains.form === 'body' && !remains.groupADiseaseExcluded) {
    return refusal('consular-case.remains-disease-not-excluded');
  }
  const missing = missingFrom(papers, REMAINS_PAPERS[remains.form]);
  if (missing.length > 0) {
    return refusal('consular-case.remains-papers-missing', { form: remains.form, missing });
  }
  return residenceProofValid(remains.residenceProof, on);
}

interface Validity {
  readonly from?: LocalDate;
  readonly until?: LocalDate;
}

/** Which papers prove residence, and when. // A-7, domain rules: Circular 06/2023, in force on 15 February 2024 */
export const RESIDENCE_PROOF_VALIDITY: Readonly<Record<ResidenceProof, Validity>> = {
  household_registration: { until: '2024-02-14' },
  identity_card: { from: '2024-02-15' },
  residence_confirmation: { from: '2024-02-15' },
  personal_id_notice: { from: '2024-02-15' },
  permanent_residence_card: {},
};

export function residenceProofValid(proof: ResidenceProof | undefined, on: LocalDate): CaseRefusal | null {
  if (proof === undefined) return null;
  const { from, until } = RESIDENCE_PROOF_VALIDITY[proof];
  const valid = (from === undefined || on >= from) && (until === undefined || on <= until);
  return valid ? null : refusal('consular-case.residence-proof-not-valid', { proof, on });
}

/** What is said to be in the file is in the file. */
export function documentsAttached(file: CaseFile, papers: readonly Paper[]): CaseRefusal | null {
  for (const { documentId } of papers) {
    if (documentId === undefined) continue;
    const refused = documentAttached(file, documentId);
    if (refused) return refused;
  }
  return null;
}

export const documentAttached = ({ documents }: CaseFile, documentId: string): CaseRefusal | null =>
  documents.some((document) => document.documentId === documentId)
    ? null
    : refusal('consular-case.unknown-document', { documentId });

/** The same content twice is one document; what comes after the end says so. // G-7, domain rules */
export const attachedOnce: Rule<'DocumentAttached'> = (state, { data }) => {
  const same = state.documents.find(
    ({ documentId, sha256 }) => documentId === data.documentId || sha256 === data.sha256,
  );
  if (same) return refusal('consular-case.document-already-attached', { documentId: same.documentId });
  return data.late ? null : endedRefusal(state);
};

const missingFrom = (papers: readonly Paper[], wanted: readonly PaperKind[]): PaperKind[] =>
  wanted.filter((kind) => !papers.some((paper) => paper.kind === kind));
