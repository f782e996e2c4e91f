import { type Decide, given, happened, ownersOf, ready, texts } from './deciding.js';
import { ifGiven, knownMission } from './known.js';
import { repeats } from './repeats.js';

/** The case goes to who can act. The same letter recorded again is the same letter. // A-1, domain rules */
export const forwardCase: Decide<'ForwardCase'> = ({ data }, state, context) => {
  const { addressee, enclosures } = data;
  const { agency: named, ...open } = data;
  if (repeats(state, 'CaseForwarded', open, [named], context)) return [];
  const file = ready(state, 'CaseForwarded');
  const mission =
    addressee === 'mission' ? ifGiven(data.mission, (code) => knownMission(context, code)) : undefined;
  const agency = addressee === 'other' ? named : undefined;
  const forwarded = given({ addressee, mission, enclosures, ...texts(ownersOf(file), { agency }) });
  return happened('CaseForwarded', forwarded, context);
};

/** What a mission wrote. The same paper recorded again is the same report. // A-4, G-3, domain rules */
export const recordMissionReport: Decide<'RecordMissionReport'> = ({ data }, state, context) => {
  const { mission, location, condition, legalStatus, nextStep } = data;
  const said = [location, condition, legalStatus, nextStep];
  if (repeats(state, 'MissionReported', { mission }, said, context)) return [];
  const file = ready(state, 'MissionReported');
  const written = texts(ownersOf(file), { location, condition, legalStatus, nextStep });
  return happened('MissionReported', { mission: knownMission(context, mission), ...written }, context);
};
