import { bodyOf, incoming, outgoing } from './index.js';
import * as turns from '../turns.dto.js';

export const MARK_UNREACHABLE = bodyOf(
  turns.MarkUnreachableDto,
  'Nobody answers any more',
  { explanation: 'Số điện thoại không còn dùng, xã không biết nơi ở mới.' },
  'For a case in which two contacts in a row were not answered.',
);

/** Stand where a reader puts ids of their own office. */
const DOCUMENT = '00000000-0000-4000-8000-00000000d0c0';
const OTHER_CASE = '00000000-0000-4000-8000-00000000ca5e';
const REPLACE_CASE = `Replace ${OTHER_CASE} by the id of another case.`;

export const REOPEN_CASE = bodyOf(
  turns.ReopenCaseDto,
  'The day of release changed',
  { ground: 'release_date_changed', newFact: DOCUMENT },
  `For a closed case. Replace ${DOCUMENT} by the id of a document that was attached to it.`,
);

export const LINK_CASES = bodyOf(
  turns.LinkCasesDto,
  'The one who was tricked is the one who was freed',
  { other: OTHER_CASE, relation: 'precursor' },
  REPLACE_CASE,
);

export const TRANSFER_CASE = bodyOf(turns.TransferCaseDto, 'To the province where the citizen lives', {
  party: 'province',
  province: 'lao-cai',
  basis: 'home_residence',
  ...outgoing('501'),
});

const TRANSFERRED = 'For a case that was transferred to another office.';

export const RECORD_TRANSFER_ACCEPTED = bodyOf(
  turns.RecordTransferAcceptedDto,
  'They wrote that they took it',
  incoming('601', 'Sở Ngoại vụ Lào Cai'),
  TRANSFERRED,
);

export const DECLINE_TRANSFER = bodyOf(
  turns.DeclineTransferDto,
  'They wrote that it is not theirs',
  { reason: 'Công dân không còn cư trú ở tỉnh này.', ...incoming('602', 'Sở Ngoại vụ Lào Cai') },
  TRANSFERRED,
);

export const MERGE_CASES = bodyOf(
  turns.MergeCasesDto,
  'The relative and the mission reported the same person',
  { other: OTHER_CASE, evidence: 'Cùng một người: trùng số căn cước và ngày sinh.' },
  REPLACE_CASE,
);

export const REVERT_MERGE = bodyOf(
  turns.RevertMergeDto,
  'They are two after all',
  { other: OTHER_CASE, reason: 'Hai người khác nhau, trùng họ tên.' },
  `For a case that has taken another one in. ${REPLACE_CASE}`,
);
