import { type ConsularCaseCommandType } from '../commands/index.js';
import { closeFile, handOverToArchive } from './archive.js';
import { classifyCase, recordKindDetails } from './classify.js';
import { extendDeadline, recordOpinion, seekOpinion } from './course.js';
import { type Decide } from './deciding.js';
import { completeDossier, recordSupplement, requestSupplement } from './dossier.js';
import { assignOfficer, attachDocument, recordDocumentHeldOnPaper } from './file.js';
import { forwardCase, recordMissionReport } from './forward.js';
import { recordIdentityNotConfirmed, verifyIdentity } from './identity.js';
import { linkCases } from './link-cases.js';
import { mergeCases, revertMerge } from './merge-cases.js';
import { markUnreachable } from './mark-unreachable.js';
import { addNote, recordContact } from './notes.js';
import { issueCorrigendum, recallDocument, replaceIssuedDocument } from './issued-papers.js';
import { openConsularCase } from './open-consular-case.js';
import { closeCase, notifyFamily, recordOutcome, waiveFamilyNotification, withdrawCase } from './outcome.js';
import {
  recordConsularVisit,
  recordHandoverAtBorder,
  recordRemainsPermit,
  recordRescue,
  recordSupportPayment,
  recordTravelDocument,
} from './protection.js';
import { reopenCase } from './reopen-case.js';
import { declineTransfer, recordTransferAccepted, transferCase } from './transfer.js';

/** What each command decides; one that is missing here does not compile. */
export const DECIDE: { readonly [T in ConsularCaseCommandType]: Decide<T> } = {
  OpenConsularCase: openConsularCase,
  VerifyIdentity: verifyIdentity,
  RecordIdentityNotConfirmed: recordIdentityNotConfirmed,
  RequestSupplement: requestSupplement,
  RecordSupplement: recordSupplement,
  CompleteDossier: completeDossier,
  ForwardCase: forwardCase,
  RecordMissionReport: recordMissionReport,
  RecordConsularVisit: recordConsularVisit,
  RecordRescue: recordRescue,
  RecordTravelDocument: recordTravelDocument,
  RecordRemainsPermit: recordRemainsPermit,
  RecordHandoverAtBorder: recordHandoverAtBorder,
  RecordSupportPayment: recordSupportPayment,
  RecordContact: recordContact,
  AddNote: addNote,
  ClassifyCase: classifyCase,
  RecordKindDetails: recordKindDetails,
  RecordOutcome: recordOutcome,
  NotifyFamily: notifyFamily,
  WaiveFamilyNotification: waiveFamilyNotification,
  MarkUnreachable: markUnreachable,
  CloseCase: closeCase,
  WithdrawCase: withdrawCase,
  ReopenCase: reopenCase,
  TransferCase: transferCase,
  RecordTransferAccepted: recordTransferAccepted,
  DeclineTransfer: declineTransfer,
  MergeCases: mergeCases,
  RevertMerge: revertMerge,
  LinkCases: linkCases,
  AssignOfficer: assignOfficer,
  AttachDocument: attachDocument,
  ReplaceIssuedDocument: replaceIssuedDocument,
  IssueCorrigendum: issueCorrigendum,
  RecallDocument: recallDocument,
  RecordDocumentHeldOnPaper: recordDocumentHeldOnPaper,
  SeekOpinion: seekOpinion,
  RecordOpinion: recordOpinion,
  ExtendDeadline: extendDeadline,
  CloseFile: closeFile,
  HandOverToArchive: handOverToArchive,
};
