import { CorrectFactDto, DecideProposalDto, ProposeVoidingDto, WithdrawProposalDto } from '#platform';
import { bodyOf, REPLACE, SUBJECT } from './index.js';
import { EVENT } from './record.js';
import * as roster from '../roster.dto.js';

export const ADD_ROSTER_ENTRIES = bodyOf(
  roster.AddRosterEntriesDto,
  'Somebody who has to leave',
  { entries: [{ subject: SUBJECT, status: 'to_evacuate', lastContactOn: '2022-06-10' }] },
  REPLACE,
);

const LISTED = 'For a person who is on the roster of the case.';

export const UPDATE_ROSTER_ENTRY = bodyOf(
  roster.UpdateRosterEntryDto,
  'They are out',
  { status: 'evacuated', lastContactOn: '2022-06-12' },
  LISTED,
);

export const REMOVE_ROSTER_ENTRY = bodyOf(
  roster.RemoveRosterEntryDto,
  'They were not there',
  { reason: 'Không ở trong vùng chiến sự.' },
  LISTED,
);

const REPLACE_EVENT = `Replace ${EVENT} by the id of an event, as \`GET /consular-cases/{id}/roster/{subject}/history\` answers it.`;
const REPLACE_PROPOSAL = `Replace ${EVENT} by the id of a proposal, as \`GET /consular-cases/{id}/roster/{subject}\` answers it.`;

export const CORRECT_ROSTER_FACT = bodyOf(
  CorrectFactDto,
  'The status was entered wrongly',
  { target: EVENT, changes: { status: 'evacuated' }, reason: 'Nghe nhầm qua điện thoại.' },
  REPLACE_EVENT,
);

export const PROPOSE_ROSTER_VOIDING = bodyOf(
  ProposeVoidingDto,
  'What was heard of somebody else',
  { target: EVENT, reason: 'Ghi nhầm của người khác.' },
  REPLACE_EVENT,
);

export const DECIDE_ROSTER_PROPOSAL = bodyOf(
  DecideProposalDto,
  'Approved',
  { proposal: EVENT, verdict: 'approved' },
  `${REPLACE_PROPOSAL} Send the revision that you looked at in If-Match.`,
);

export const WITHDRAW_ROSTER_PROPOSAL = bodyOf(
  WithdrawProposalDto,
  'It was corrected instead',
  { proposal: EVENT, reason: 'Đã đính chính thay cho hủy bỏ.' },
  REPLACE_PROPOSAL,
);
