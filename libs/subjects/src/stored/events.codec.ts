import { z } from 'zod';
import { EventCodec, personalValue, proceduralShapes, storedDay as day } from '#event-sourcing';
import { DETAIL_NAMES, PAPER_KINDS, SEXES, SUBJECT_KINDS } from '../domain/details.js';
import { ERASE_SUBJECT } from '../domain/erasure.js';
import { type SubjectStreamEvent } from '../domain/events.js';
import { ERASURE_GROUNDS, RESTRICTION_GROUNDS } from '../domain/grounds.js';
import { mergingShapes } from './merging.shapes.js';

const text = z.string().min(1);
const partialDay = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/);

const identityPaper = z.strictObject({
  kind: z.enum(PAPER_KINDS),
  number: text,
  issuedOn: day.optional(),
  issuer: text.optional(),
});

const passport = z.strictObject({
  number: text,
  issuedOn: day.optional(),
  expiresOn: day.optional(),
  issuer: text.optional(),
});

const contact = z.strictObject({
  name: text.optional(),
  relation: text.optional(),
  phone: text.optional(),
  email: text.optional(),
  address: text.optional(),
});

const representative = z.strictObject({
  name: text,
  position: text.optional(),
  phone: text.optional(),
  email: text.optional(),
});

const details = z.strictObject({
  name: personalValue(text),
  otherNames: personalValue(z.array(text)).optional(),
  birthDate: personalValue(partialDay).optional(),
  sex: personalValue(z.enum(SEXES)).optional(),
  identityPapers: personalValue(z.array(identityPaper)).optional(),
  passport: personalValue(passport).optional(),
  address: personalValue(text).optional(),
  homeCommune: personalValue(text).optional(),
  contacts: personalValue(z.array(contact)).optional(),
  representative: personalValue(representative).optional(),
  minor: z.boolean().optional(),
  homeProvince: text.optional(),
  nationality: text.optional(),
});

/** Every field may change, and every one but the name may be taken away. */
const changes = z.strictObject({
  name: details.shape.name.optional(),
  otherNames: details.shape.otherNames.nullable(),
  birthDate: details.shape.birthDate.nullable(),
  sex: details.shape.sex.nullable(),
  identityPapers: details.shape.identityPapers.nullable(),
  passport: details.shape.passport.nullable(),
  address: details.shape.address.nullable(),
  homeCommune: details.shape.homeCommune.nullable(),
  contacts: details.shape.contacts.nullable(),
  representative: details.shape.representative.nullable(),
  minor: details.shape.minor.nullable(),
  homeProvince: details.shape.homeProvince.nullable(),
  nationality: details.shape.nationality.nullable(),
});

const ground = z.enum(ERASURE_GROUNDS);

/** What is proposed for a decision, by kind. */
const proposals = {
  [ERASE_SUBJECT]: z.strictObject({ ground, lettingGo: z.array(z.uuid()).optional() }),
};

/** Stored shapes of `subject-…` streams. */
export const subjectCodec = new EventCodec<SubjectStreamEvent>('subject', {
  SubjectRegistered: {
    version: 1,
    schema: z.strictObject({ kind: z.enum(SUBJECT_KINDS), details }),
    description: 'A person or legal entity is known to the office; everything that names them is sealed.',
  },
  SubjectDetailsCorrected: {
    version: 1,
    schema: z.strictObject({ changes, reason: personalValue(text) }),
    description: 'Details of a person or legal entity changed; only the fields that did, with the reason.',
  },
  PersonalDataErased: {
    version: 1,
    schema: z.strictObject({
      fields: z.array(z.enum(DETAIL_NAMES)),
      ground,
      keys: z.int().nonnegative(),
      cases: z.array(z.strictObject({ id: z.uuid(), number: text })),
      proposal: z.uuid(),
    }),
    description: 'Nobody can read any more who it was; the keys are destroyed once this is recorded.',
  },
  ProcessingRestricted: {
    version: 1,
    schema: z.strictObject({ ground: z.enum(RESTRICTION_GROUNDS), reason: personalValue(text) }),
    description: 'From now on the personal data is kept, and read by nobody but who decides about it.',
  },
  RestrictionLifted: {
    version: 1,
    schema: z.strictObject({ reason: personalValue(text) }),
    description: 'The personal data may be read again.',
  },
  ...mergingShapes,
  ...proceduralShapes(proposals),
});
