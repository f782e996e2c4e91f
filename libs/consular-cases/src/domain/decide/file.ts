import { refuse } from '../errors.js';
import { hasEnded } from '../phases.js';
import { mayEnter } from '../vocabulary/acts.js';
import { type Decide, given, happened, ownersOf, ready, text } from './deciding.js';
import { unitOf } from './known.js';
import { repeats } from './repeats.js';

/** Who works on the case. There is one lead; a lead who becomes support leaves the lead open. */
export const assignOfficer: Decide<'AssignOfficer'> = ({ data }, state, context) => {
  const { officer, role } = data;
  if (repeats(state, 'OfficerAssigned', { officer, role }, [], context)) return [];
  const { leadOfficer } = ready(state, 'OfficerAssigned');
  const previousOfficer = role === 'lead' ? (leadOfficer ?? undefined) : undefined;
  return happened(
    'OfficerAssigned',
    given({ officer, role, unit: unitOf(context, officer), previousOfficer }),
    context,
  );
};

/** A document is in the file; its content is stored before. One that comes after the end is late. // G-6, G-7 */
export const attachDocument: Decide<'AttachDocument'> = ({ data }, state, context) => {
  const file = ready(state, 'DocumentAttached');
  const { classification } = data;
  if (!mayEnter(classification)) return refuse('consular-case.secret-document', { classification });
  const attached = given({
    documentId: data.documentId,
    kind: data.kind,
    title: text(ownersOf(file), 'title', data.title),
    sha256: data.sha256,
    bytes: data.bytes,
    mediaType: data.mediaType,
    key: data.key,
    pages: data.pages,
    language: data.language,
    copyKind: data.copyKind,
    translationOf: data.translationOf,
    classification,
    late: hasEnded(file),
  });
  return happened('DocumentAttached', attached, context);
};

/** A paper with a secrecy mark exists, at its place in the register: nothing more of it comes here. // G-6 */
export const recordDocumentHeldOnPaper: Decide<'RecordDocumentHeldOnPaper'> = (
  { data: { kind } },
  state,
  context,
) => {
  const late = hasEnded(ready(state, 'DocumentHeldOnPaper'));
  return happened('DocumentHeldOnPaper', { kind, late }, context);
};
