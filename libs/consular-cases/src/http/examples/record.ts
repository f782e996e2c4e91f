import { CorrectFactDto, DecideProposalDto, ProposeVoidingDto, WithdrawProposalDto } from '#platform';
import { bodyOf } from './index.js';
import { ProposeWithdrawalDto } from '../record.dto.js';

/** Stands where a reader puts the id of an event of their own case. */
export const EVENT = '00000000-0000-4000-8000-00000000e7e7';
const REPLACE = `Replace ${EVENT} by the id of an event, as \`GET /consular-cases/{id}/history\` answers it.`;

export const CORRECT_FACT = bodyOf(
  CorrectFactDto,
  'The country was entered wrongly',
  {
    target: EVENT,
    changes: { country: 'KH' },
    reason: 'Nhập nhầm nước, hộ chiếu ghi Campuchia.',
    evidence: 'Bản sao hộ chiếu trong hồ sơ.',
  },
  REPLACE,
);

export const PROPOSE_VOIDING = bodyOf(
  ProposeVoidingDto,
  'A note of another case',
  { target: EVENT, reason: 'Ghi nhầm của vụ việc khác.' },
  REPLACE,
);

export const PROPOSE_WITHDRAWAL = bodyOf(ProposeWithdrawalDto, 'The family has the child back', {
  by: 'relative',
  reason: 'Gia đình đã đón được cháu và không cần giúp nữa.',
});

export const DECIDE_PROPOSAL = bodyOf(
  DecideProposalDto,
  'Approved',
  { proposal: EVENT, verdict: 'approved' },
  `Replace ${EVENT} by the id of a proposal, as \`GET /approvals\` answers it, and send the revision that you looked at in If-Match.`,
);

export const WITHDRAW_PROPOSAL = bodyOf(
  WithdrawProposalDto,
  'It was corrected instead',
  { proposal: EVENT, reason: 'Đã đính chính thay cho hủy bỏ.' },
  `Replace ${EVENT} by the id of a proposal of yours.`,
);
