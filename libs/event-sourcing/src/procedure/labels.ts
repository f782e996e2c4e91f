import { type ProceduralEvent } from '#kernel';

interface Label {
  readonly vi: string;
  readonly en: string;
}

/** What the events of a record's own history are called, in every module. */
export const PROCEDURE_LABELS: Readonly<Record<ProceduralEvent['type'], Label>> = {
  FactCorrected: { vi: 'Đính chính', en: 'Corrected' },
  EventVoided: { vi: 'Hủy nội dung ghi nhầm', en: 'Voided' },
  DecisionProposed: { vi: 'Đề nghị quyết định', en: 'Decision proposed' },
  DecisionTaken: { vi: 'Quyết định', en: 'Decision taken' },
  ProposalWithdrawn: { vi: 'Rút đề nghị', en: 'Proposal taken back' },
};
