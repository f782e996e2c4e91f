import { type Decide, given, happened, ownersOf, ownersWith, ready, texts } from './deciding.js';
import { knownProvince, knownSubject, namedAnew } from './known.js';
import { repeats } from './repeats.js';

/** Who the citizen is, is certain. // A-2, A-7, domain rules */
export const verifyIdentity: Decide<'VerifyIdentity'> = ({ data }, state, context) => {
  const { homeCommune, ...open } = data;
  if (repeats(state, 'IdentityVerified', open, [homeCommune], context)) return [];
  const file = ready(state, 'IdentityVerified');
  const subject = namedAnew(context, data.subject);
  const owners = ownersOf({ ...file, subjects: [...file.subjects, subject] });
  const verified = given({
    subject,
    method: data.method,
    homeProvince: knownProvince(context, data.homeProvince),
    residenceProof: data.residenceProof,
    ...texts(owners, { homeCommune }),
  });
  return happened('IdentityVerified', verified, context);
};

/** The checks that were made did not confirm who it is; more may follow. */
export const recordIdentityNotConfirmed: Decide<'RecordIdentityNotConfirmed'> = (
  { data },
  state,
  context,
) => {
  const file = ready(state, 'IdentityNotConfirmed');
  const notConfirmed = {
    subject: knownSubject(context, data.subject),
    checks: [...new Set(data.checks)],
    ...texts(ownersWith(file, data), { explanation: data.explanation }),
  };
  return happened('IdentityNotConfirmed', notConfirmed, context);
};
