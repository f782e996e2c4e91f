import { type CaseContext } from '../commands/index.js';
import { type OtherParty } from '../commands/turns.js';
import { type TransferWith } from '../events/turns.js';
import { type Decide, given, happened, ownersOf, ready, texts } from './deciding.js';
import { ifGiven, otherProvince } from './known.js';
import { repeats } from './repeats.js';

/** The case goes to whom it belongs, by letter; until they have answered it waits. // A-10, domain rules */
export const transferCase: Decide<'TransferCase'> = ({ data }, state, context) => {
  const { agency, explanation, ...open } = data;
  const isAway = state.phase === 'transferred_out';
  if (isAway && repeats(state, 'CaseTransferredOut', open, [agency, explanation], context)) return [];
  const owners = ownersOf(ready(state, 'CaseTransferredOut'));
  const transfer = { ...partyOf(data, owners, context), ...texts(owners, { explanation }) };
  return happened('CaseTransferredOut', transfer, context);
};

/** The receiver took the case: it is theirs. // A-10, domain rules */
export const recordTransferAccepted: Decide<'RecordTransferAccepted'> = ({ data }, state, context) => {
  const { explanation } = data;
  const isAway = state.phase === 'transferred_out';
  if (isAway && repeats(state, 'TransferAccepted', {}, [explanation], context)) return [];
  const owners = ownersOf(ready(state, 'TransferAccepted'));
  return happened('TransferAccepted', texts(owners, { explanation }), context);
};

/** The receiver did not take the case: it is back where it was. // Consular cases, domain rules */
export const declineTransfer: Decide<'DeclineTransfer'> = ({ data: { reason } }, state, context) => {
  const isHere = state.phase !== 'transferred_out';
  if (isHere && repeats(state, 'TransferDeclined', {}, [reason], context)) return [];
  const owners = ownersOf(ready(state, 'TransferDeclined'));
  return happened('TransferDeclined', texts(owners, { reason }), context);
};

/** The other side of a transfer, whose province exists and is not the office's own. @throws CaseRefusal */
export function partyOf(
  { party, province, agency, basis }: OtherParty,
  owners: readonly string[],
  context: CaseContext,
): TransferWith {
  const code = party === 'province' ? ifGiven(province, (known) => otherProvince(context, known)) : undefined;
  const named = texts(owners, { agency: party === 'agency' ? agency : undefined });
  return given({ party, province: code, ...named, basis });
}
