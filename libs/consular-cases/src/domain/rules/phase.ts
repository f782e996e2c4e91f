import { type CaseErrorCode, type CaseRefusal, refusal } from '../errors.js';
import { type ConsularCaseEventType } from '../events/index.js';
import { hasEnded, mayHappenIn } from '../phases.js';
import { type CaseState, type OpenedCase } from '../state.js';
import { codesOf, PHASES } from '../vocabulary/index.js';

type Phase = CaseState['phase'];

const ENDED: { readonly [P in Phase]?: CaseErrorCode } = {
  empty: 'consular-case.not-opened',
  closed: 'consular-case.closed', // G-7
  withdrawn: 'consular-case.withdrawn',
  transferred_out: 'consular-case.transferred-out',
  merged: 'consular-case.merged', // G-8
};

/** What has to come first, whatever the phase. */
const WANTED: { readonly [T in ConsularCaseEventType]?: CaseErrorCode } = {
  SupplementReceived: 'consular-case.no-supplement-requested',
  FamilyNotified: 'consular-case.outcome-not-recorded',
  FamilyNotificationWaived: 'consular-case.outcome-not-recorded',
  CaseClosed: 'consular-case.outcome-not-recorded',
  CaseReopened: 'consular-case.not-closed',
  TransferAccepted: 'consular-case.not-transferred',
  TransferDeclined: 'consular-case.not-transferred',
  CaseUnmerged: 'consular-case.not-merged',
  FileClosed: 'consular-case.not-settled',
  FileTransferredToArchive: 'consular-case.file-not-closed',
  DestructionApproved: 'consular-case.file-not-closed',
};

/** What is in the way in a phase. */
const IN_THE_WAY: { readonly [P in Phase]?: CaseErrorCode } = {
  awaiting_supplement: 'consular-case.awaiting-supplement',
  resolved: 'consular-case.outcome-already-recorded',
  received: 'consular-case.identity-not-verified',
  unreachable: 'consular-case.unreachable',
};

const AFTERWARDS: { readonly [T in ConsularCaseEventType]?: CaseErrorCode } = {
  SupplementRequested: 'consular-case.already-forwarded',
  MissionReported: 'consular-case.not-forwarded',
};

/** Why an event of that type may not happen in the case's phase, if it may not. // Consular cases, domain rules */
export function phaseRefusal(state: CaseState, type: ConsularCaseEventType): CaseRefusal | null {
  const { phase } = state;
  if (mayHappenIn(phase, type)) return isAbandoned(state) ? refusal('consular-case.intake-abandoned') : null;
  if (type === 'ConsularCaseOpened' || type === 'IntakeAbandoned') {
    return refusal('consular-case.already-opened', { phase });
  }
  const code =
    ENDED[phase] ??
    WANTED[type] ??
    IN_THE_WAY[phase] ??
    AFTERWARDS[type] ??
    'consular-case.not-in-protection';
  return refusal(code, detailsOf(state));
}

/** The phase and, for a case that was merged, the one that stands for it. */
function detailsOf(state: CaseState): Readonly<Record<string, unknown>> {
  const into = state.phase === 'merged' ? state.mergedInto?.number : undefined;
  return { phase: state.phase, ...(into !== undefined && { into }) };
}

/** Whether the stream's intake was given up: nothing begins in it any more. // docs/adr/007 */
const isAbandoned = (state: CaseState): boolean => state.phase === 'empty' && state.abandoned === true;

/** That nothing more can be done about a case that has ended; `null` for one that has not. */
export const endedRefusal = (state: OpenedCase): CaseRefusal | null => {
  const code = hasEnded(state) ? ENDED[state.phase] : undefined;
  return code ? refusal(code, detailsOf(state)) : null;
};

/** Every code that some phase answers an event of that type with: what a command can come across. */
export function phaseCodesOf(type: ConsularCaseEventType): readonly CaseErrorCode[] {
  const phases: readonly Phase[] = ['empty', ...codesOf(PHASES)];
  const codes = phases.flatMap((phase) => phaseRefusal({ phase } as CaseState, type)?.code ?? []);
  return [...new Set(codes)];
}
