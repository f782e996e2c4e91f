import { type DecideProposalDto, type WithdrawProposalDto } from '#platform';
import { type ProposeErasureDto } from './erasure.dto.js';
import { type Examples } from './examples.js';
import { type LiftRestrictionDto, type RestrictProcessingDto } from './restriction.dto.js';

/** Stands where a reader puts the id of a proposal of their own office. */
const PROPOSAL = '00000000-0000-4000-8000-00000000e7e7';

export const ERASURE_EXAMPLES: Examples<ProposeErasureDto> = {
  request: {
    summary: 'The person asks for it',
    value: { ground: 'request', reason: 'Đơn của công dân ngày 10/6/2022, vụ việc đã kết thúc.' },
  },
};

export const RESTRICT_EXAMPLES: Examples<RestrictProcessingDto> = {
  request: {
    summary: 'The person asks that nobody reads it',
    value: { ground: 'request', reason: 'Đơn của công dân ngày 10/6/2022.' },
  },
};

export const LIFT_EXAMPLES: Examples<LiftRestrictionDto> = {
  lifted: { summary: 'The request is taken back', value: { reason: 'Công dân rút yêu cầu.' } },
};

export const DECIDE_EXAMPLES: Examples<DecideProposalDto> = {
  refused: {
    summary: 'Refused, with the ground; the proposal is as `GET /subjects/{id}/erasure` answers it',
    value: { proposal: PROPOSAL, verdict: 'refused', reason: 'Hồ sơ còn trong thời hạn bảo quản.' },
  },
};

export const WITHDRAW_EXAMPLES: Examples<WithdrawProposalDto> = {
  withdrawn: {
    summary: 'Who asked for it does not want it any more',
    value: { proposal: PROPOSAL, reason: 'Công dân rút đơn.' },
  },
};
