import { type CaseRefusal, refusal } from '../errors.js';
import { hasEnded } from '../phases.js';
import { type OpenedCase } from '../state.js';
import { type Rule, type StandingRule } from './rule.js';

/** What another office has not accepted yet may come back. // G-9, domain rules */
export const notSettled: StandingRule = (state) =>
  hasEnded(state) ? null : refusal('consular-case.not-settled', { phase: state.phase });

export const fileClosedAlready: StandingRule = ({ closedFile }) =>
  closedFile ? refusal('consular-case.file-already-closed', { on: closedFile.closedOn }) : null;

export const fileNotClosed: StandingRule = ({ closedFile, phase }) =>
  closedFile ? null : refusal('consular-case.file-not-closed', { phase });

export const inArchiveAlready: StandingRule = ({ closedFile }) =>
  (closedFile?.handedOverOn ?? null) === null
    ? null
    : refusal('consular-case.file-already-in-archive', { on: closedFile?.handedOverOn });

/** Nothing is put into a file that two people decided to destroy. */
export const destroyed: StandingRule = ({ closedFile }) =>
  (closedFile?.destructionApprovedOn ?? null) === null
    ? null
    : refusal('consular-case.file-destroyed', { on: closedFile?.destructionApprovedOn });

/** What is kept for ever is never destroyed. // G-9, domain rules */
export const keptForEver: StandingRule = ({ closedFile }) =>
  closedFile?.keptUntil === null
    ? refusal('consular-case.retention-permanent', { rule: closedFile.retention.rule })
    : null;

/** A file is closed after it was weeded, of papers that came with its case. // G-9, domain rules */
export const weeded: Rule<'FileClosed'> = ({ openedOn }, { data: { weededOn }, occurredOn }) =>
  weededOn > occurredOn || weededOn < openedOn
    ? refusal('consular-case.file-not-weeded', { weededOn, openedOn, occurredOn })
    : null;

/** No file is destroyed before its retention has ended. // G-9, domain rules */
export const retentionEnded = (
  { closedFile }: OpenedCase,
  { occurredOn }: { readonly occurredOn: string },
): CaseRefusal | null =>
  closedFile && closedFile.keptUntil !== null && occurredOn <= closedFile.keptUntil
    ? refusal('consular-case.retention-not-ended', { until: closedFile.keptUntil })
    : null;
