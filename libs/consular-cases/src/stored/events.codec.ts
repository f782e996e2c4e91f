import { isLanguage, type ProceduralEvent } from '#kernel';
import { z } from 'zod';
import { because, EventCodec, type EventShape, personalValue, proceduralShapes } from '#event-sourcing';
import { archiveShapes } from './archive.shapes.js';
import { courseShapes } from './course.shapes.js';
import { DESTROY_FILE } from '../domain/decisions/destroy-file.js';
import { WITHDRAW_CASE } from '../domain/decisions/withdraw-case.js';
import { type ConsularCaseEvent, type ConsularCaseEventType, type EventOf } from '../domain/events/index.js';
import { KIND_CODES } from '../domain/kinds/index.js';
import * as listed from '../domain/vocabulary/index.js';
import * as acts from '../domain/vocabulary/acts.js';
import { day, money, ofKind, text } from './kind-details.schema.js';
import { mergingShapes } from './merging.shapes.js';
import { paperShapes } from './papers.shapes.js';
import { caseSubject as subject, country, oneOf, sealed, sealedIfSaid, v1 } from './shape-parts.js';
import { turnShapes } from './turns.shapes.js';

const papers = z.array(z.strictObject({ kind: oneOf(listed.PAPER_KINDS), documentId: text.optional() }));

const residenceProof = oneOf(listed.RESIDENCE_PROOFS);

const remains = z.strictObject({
  form: oneOf(listed.REMAINS_FORMS),
  eligibility: oneOf(listed.REMAINS_ELIGIBILITIES).exclude(['none']),
  residenceProof,
  groupADiseaseExcluded: z.boolean(),
});

type Shapes = {
  readonly [T in ConsularCaseEventType]: EventShape & { readonly schema: z.ZodType<EventOf<T>['data']> };
};

const shapes: Shapes = {
  ConsularCaseOpened: v1(
    'The office took a case in and gave it a number; it happened on the day the matter was received.',
    z.strictObject({
      number: z.string().regex(/^\p{Lu}{2,8}-\d{4}-\d+$/u),
      channel: oneOf(listed.CHANNELS),
      kind: z.enum(KIND_CODES),
      country,
      place: sealedIfSaid,
      responsibilityBasis: oneOf(listed.RESPONSIBILITY_BASES),
      subjects: z.array(subject),
      applicant: text.optional(),
      urgency: oneOf(listed.URGENCIES),
      summary: sealedIfSaid,
    }),
  ),
  IdentityVerified: v1(
    'It is certain who somebody is and where they come from.',
    z.strictObject({
      subject,
      method: oneOf(listed.IDENTITY_METHODS),
      homeProvince: text,
      homeCommune: sealedIfSaid,
      residenceProof: residenceProof.optional(),
    }),
  ),
  IdentityNotConfirmed: v1(
    'The checks that were made did not confirm who somebody is.',
    z.strictObject({
      subject: text,
      checks: z.array(oneOf(listed.IDENTITY_METHODS)).min(1),
      explanation: sealedIfSaid,
    }),
  ),
  SupplementRequested: v1(
    'The office asked for missing papers; deadlines stop until they are all there.',
    z.strictObject({
      dossier: oneOf(listed.DOSSIERS),
      requestNo: z.int().positive(),
      missing: z.array(oneOf(listed.PAPER_KINDS)).min(1),
      explanation: sealedIfSaid,
      dueOn: day,
    }),
  ),
  SupplementReceived: v1(
    'Papers that were asked for came; when that is all, deadlines go on.',
    z.strictObject({ dossier: oneOf(listed.DOSSIERS), papers, complete: z.boolean() }),
  ),
  DossierCompleted: v1(
    'Nothing is missing in a dossier; the duty of whoever is next begins.',
    z.strictObject({ what: oneOf(listed.DOSSIERS), papers, remains: remains.optional() }),
  ),
  CaseForwarded: v1(
    'An official letter took the case to the Consular Department, a mission or another body.',
    z.strictObject({
      addressee: oneOf(acts.ADDRESSEES),
      mission: text.optional(),
      agency: sealedIfSaid,
      enclosures: papers,
    }),
  ),
  MissionReported: v1(
    "A mission's report about the case came in.",
    z.strictObject({
      mission: text,
      location: sealedIfSaid,
      condition: sealedIfSaid,
      legalStatus: sealedIfSaid,
      nextStep: sealedIfSaid,
    }),
  ),
  ConsularVisitRecorded: v1(
    'A mission visited somebody in custody.',
    z.strictObject({
      mission: text,
      placeOfDetention: sealed,
      findings: sealed,
      requests: personalValue<readonly string[]>(z.array(text)).optional(),
    }),
  ),
  RescueRecorded: v1(
    'Somebody was freed.',
    z.strictObject({ by: oneOf(acts.RESCUERS), place: sealed, condition: sealedIfSaid }),
  ),
  TravelDocumentRecorded: v1(
    'A mission issued a document to travel home on.',
    z.strictObject({
      documentKind: oneOf(acts.TRAVEL_DOCUMENT_KINDS),
      issuedBy: text,
      number: sealedIfSaid,
      subject: text.optional(),
    }),
  ),
  RemainsPermitRecorded: v1(
    'A mission permitted the entry of a body, bones or ashes.',
    z.strictObject({
      issuingMission: text,
      remains,
      papers,
      number: sealedIfSaid,
      entryGate: text.optional(),
      entryOn: day.optional(),
    }),
  ),
  HandoverAtBorderRecorded: v1(
    'Somebody was handed over at a border gate.',
    z.strictObject({
      gate: text,
      handedOverBy: sealed,
      receivedBy: oneOf(acts.RECEIVERS),
      route: oneOf(acts.RETURN_ROUTES),
      mission: text.optional(),
    }),
  ),
  SupportPaymentRecorded: v1(
    'Money was paid in support.',
    z.strictObject({
      payer: oneOf(acts.PAYERS),
      amount: money,
      purpose: sealed,
      repayable: z.boolean(),
    }),
  ),
  ContactRecorded: {
    version: 2,
    description: 'Somebody concerned was spoken to, or could not be reached.',
    schema: z.strictObject({
      with: oneOf(acts.CONTACT_PARTIES),
      subject: text.optional(),
      channel: oneOf(acts.CONTACT_CHANNELS),
      answered: z.boolean(),
      summary: sealed,
    }),
    // The first shape was for contacts that came about.
    upcasts: { 1: (data: object) => ({ ...data, answered: true }) },
  },
  NoteAdded: v1('An officer wrote a note.', z.strictObject({ text: sealed })),
  CaseClassified: v1(
    'The kind or the country, not known at intake, is known.',
    ofKind({ country: country.optional() }),
  ),
  KindDetailsRecorded: v1(
    "Facts of the case's kind became known; a later value replaces an earlier one.",
    ofKind(),
  ),
  OutcomeRecorded: v1(
    'The matter ended, or is only monitored from now on.',
    z.strictObject({
      outcome: oneOf(acts.OUTCOMES),
      decidedBy: oneOf(acts.VICTIM_DECIDERS).optional(),
      explanation: sealedIfSaid,
    }),
  ),
  FamilyNotified: v1(
    'A relative was told the outcome.',
    z.strictObject({
      relative: text,
      channel: oneOf(acts.CONTACT_CHANNELS),
      summary: sealedIfSaid,
    }),
  ),
  FamilyNotificationWaived: v1(
    'Why nobody of the family is told the outcome.',
    z.strictObject({ reason: sealed }),
  ),
  CaseClosed: v1(
    'The file was closed.',
    z.strictObject({ outcome: oneOf(acts.OUTCOMES), remark: sealedIfSaid }),
  ),
  CaseWithdrawn: v1(
    'Who had asked for help did not want it any more.',
    z.strictObject({ by: oneOf(acts.WITHDRAWN_BY), reason: sealed, approval: z.uuid().optional() }),
  ),
  OfficerAssigned: v1(
    'An officer leads or supports the work on the case.',
    z.strictObject({
      officer: text,
      role: oneOf(acts.OFFICER_ROLES),
      unit: text,
      previousOfficer: text.optional(),
    }),
  ),
  DocumentAttached: v1(
    'A document is in the file; its content is stored sealed, under its hash.',
    z.strictObject({
      documentId: text,
      kind: oneOf(listed.PAPER_KINDS),
      title: sealed,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      bytes: z.int().nonnegative(),
      mediaType: text,
      key: text,
      pages: z.int().positive().optional(),
      language: z
        .string()
        .refine(isLanguage, because('phải là mã ngôn ngữ ISO 639-1', 'must be a language code, ISO 639-1'))
        .optional(),
      copyKind: oneOf(acts.COPY_KINDS),
      translationOf: text.optional(),
      classification: oneOf(acts.CLASSIFICATIONS),
      late: z.boolean(),
    }),
  ),
  ...turnShapes,
  ...mergingShapes,
  ...paperShapes,
  ...archiveShapes,
  ...courseShapes,
  IntakeAbandoned: v1(
    'A number was taken and its case never came; the stream stays without a case.',
    z.strictObject({ reason: sealed }),
  ),
};

/** Stored shapes of `consularCase-…` streams. */
export const consularCaseCodec = new EventCodec<ConsularCaseEvent | ProceduralEvent>('consularCase', {
  ...shapes,
  ...proceduralShapes({
    [WITHDRAW_CASE]: z.strictObject({ by: oneOf(acts.WITHDRAWN_BY) }),
    [DESTROY_FILE]: z.strictObject({}),
  }),
});
