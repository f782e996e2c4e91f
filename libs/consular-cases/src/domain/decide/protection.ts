import { personal, tidy } from '#kernel';
import { remainsFindings } from './dossier.js';
import { type Decide, given, happened, ownersOf, ownersWith, ready, text, texts } from './deciding.js';
import { ifGiven, knownGate, knownMission, knownSubject } from './known.js';

/** A mission saw somebody in custody. // A-4, domain rules */
export const recordConsularVisit: Decide<'RecordConsularVisit'> = ({ data }, state, context) => {
  const owners = ownersOf(ready(state, 'ConsularVisitRecorded'));
  const requests = (data.requests ?? []).map(tidy).filter((request) => request !== '');
  const visit = {
    mission: knownMission(context, data.mission),
    placeOfDetention: text(owners, 'placeOfDetention', data.placeOfDetention),
    findings: text(owners, 'findings', data.findings),
    ...(requests.length > 0 && { requests: personal<readonly string[]>(requests, owners) }),
  };
  return happened('ConsularVisitRecorded', visit, context);
};

/** Somebody is free. */
export const recordRescue: Decide<'RecordRescue'> = ({ data }, state, context) => {
  const owners = ownersOf(ready(state, 'RescueRecorded'));
  const { by, condition } = data;
  const rescue = { by, place: text(owners, 'place', data.place), ...texts(owners, { condition }) };
  return happened('RescueRecorded', rescue, context);
};

/** A mission issued a document to travel on. // A-4, domain rules */
export const recordTravelDocument: Decide<'RecordTravelDocument'> = ({ data }, state, context) => {
  const file = ready(state, 'TravelDocumentRecorded');
  const document = given({
    documentKind: data.documentKind,
    issuedBy: knownMission(context, data.issuedBy),
    subject: ifGiven(data.subject, (id) => knownSubject(context, id)),
    ...texts(ownersWith(file, data), { number: data.number }),
  });
  return happened('TravelDocumentRecorded', document, context);
};

/** A mission permits the entry of remains. // A-4, A-5, A-6, A-7, domain rules */
export const recordRemainsPermit: Decide<'RecordRemainsPermit'> = ({ data }, state, context) => {
  const file = ready(state, 'RemainsPermitRecorded');
  const permit = given({
    issuingMission: knownMission(context, data.issuingMission),
    remains: remainsFindings(data.remains),
    papers: data.papers,
    entryGate: ifGiven(data.entryGate, (code) => knownGate(context, code)),
    entryOn: data.entryOn,
    ...texts(ownersOf(file), { number: data.number }),
  });
  return happened('RemainsPermitRecorded', permit, context);
};

/** Somebody came over the border, by minutes that both sides signed. // A-9, domain rules */
export const recordHandoverAtBorder: Decide<'RecordHandoverAtBorder'> = ({ data }, state, context) => {
  const owners = ownersOf(ready(state, 'HandoverAtBorderRecorded'));
  const { receivedBy, route } = data;
  const handover = given({
    gate: knownGate(context, data.gate),
    handedOverBy: text(owners, 'handedOverBy', data.handedOverBy),
    receivedBy,
    route,
    mission: ifGiven(data.mission, (code) => knownMission(context, code)),
  });
  return happened('HandoverAtBorderRecorded', handover, context);
};

/** Money was paid for somebody. */
export const recordSupportPayment: Decide<'RecordSupportPayment'> = ({ data }, state, context) => {
  const owners = ownersOf(ready(state, 'SupportPaymentRecorded'));
  const { payer, repayable } = data;
  const { amount, currency } = data.amount;
  const purpose = text(owners, 'purpose', data.purpose);
  return happened(
    'SupportPaymentRecorded',
    { payer, amount: { amount, currency }, purpose, repayable },
    context,
  );
};
