import { type CaseRefusal, refusal } from '../errors.js';
import { type AttachedDocument, type CaseFile } from '../state.js';
import { type PaperKind } from '../vocabulary/index.js';
import { documentAttached } from './papers.js';

/** What stands in the place of an issued paper, or mends it, is a paper of its own, and in force. */
type Remedy = readonly [document: string, remedy: string, kindOf: (issued: AttachedDocument) => PaperKind];

/** Only what is in force is replaced, mended or recalled. // G-2, domain rules */
export function inForce(file: CaseFile, documentId: string): CaseRefusal | null {
  const refused = documentAttached(file, documentId);
  const standing = file.documents.find((document) => document.documentId === documentId)?.standing;
  if (refused || standing === undefined) return refused;
  return refusal('consular-case.document-not-in-force', { documentId, standing });
}

/** A paper is replaced by one of equal rank, and mended by an official letter. // G-2, domain rules */
export function remedied(file: CaseFile, ...[document, remedy, kindOf]: Remedy): CaseRefusal | null {
  const refused = inForce(file, document) ?? inForce(file, remedy);
  if (refused) return refused;
  const issued = file.documents.find(({ documentId }) => documentId === document);
  const answer = file.documents.find(({ documentId }) => documentId === remedy);
  if (!issued || !answer || leadsTo(file, remedy, document)) {
    return refusal('consular-case.document-answers-itself', { documentId: remedy });
  }
  const expected = kindOf(issued);
  return answer.kind === expected
    ? null
    : refusal('consular-case.document-of-another-rank', { kind: answer.kind, expected });
}

/** Whether a paper is another one, or is replaced or mended by it, be it through others. */
function leadsTo({ documents }: CaseFile, from: string, to: string): boolean {
  const reached = new Set([from]);
  for (const id of reached) {
    const { replacedBy, corrigenda = [] } = documents.find(({ documentId }) => documentId === id) ?? {};
    for (const next of [...corrigenda, replacedBy ?? id]) reached.add(next);
  }
  return reached.has(to);
}

/** One letter mends a paper once. */
export const mendedOnce = (
  { documents }: CaseFile,
  document: string,
  corrigendum: string,
): CaseRefusal | null =>
  documents.some(({ documentId, corrigenda }) => documentId === document && corrigenda?.includes(corrigendum))
    ? refusal('consular-case.corrigendum-already-issued', { documentId: document })
    : null;
