import { type Decide, given, happened, ownersOf, ownersWith, ready, text } from './deciding.js';
import { ifGiven, knownSubject } from './known.js';

/** Somebody was spoken to, or could not be reached. */
export const recordContact: Decide<'RecordContact'> = ({ data }, state, context) => {
  const file = ready(state, 'ContactRecorded');
  const contact = given({
    with: data.with,
    subject: ifGiven(data.subject, (id) => knownSubject(context, id)),
    channel: data.channel,
    answered: data.answered ?? true,
    summary: text(ownersWith(file, data), 'summary', data.summary),
  });
  return happened('ContactRecorded', contact, context);
};

/** What the file should say and no form asks for. */
export const addNote: Decide<'AddNote'> = ({ data }, state, context) => {
  const file = ready(state, 'NoteAdded');
  return happened('NoteAdded', { text: text(ownersOf(file), 'text', data.text) }, context);
};
