import { isBlank, personal, type Personal, tidy } from '#kernel';
import { type CaseErrorCode, refuse } from '../errors.js';
import { type PaperError } from '../vocabulary/papers.js';
import { type Decide, happened, ownersOf, ready, text } from './deciding.js';

/** What is wrong decides how it is answered. // G-2, domain rules @throws CaseRefusal */
function assertAnswers(error: PaperError, expected: PaperError, code: CaseErrorCode): void {
  if (error !== expected) refuse(code, { error });
}

/** A paper with an error of content is replaced. // G-2, domain rules */
export const replaceIssuedDocument: Decide<'ReplaceIssuedDocument'> = ({ data }, state, context) => {
  const owners = ownersOf(ready(state, 'DocumentReplaced'));
  const { document, replacement, error } = data;
  assertAnswers(error, 'content', 'consular-case.corrigendum-required');
  return happened('DocumentReplaced', { document, replacement, ...told(owners, data) }, context);
};

/** An error of form is mended by a letter. // G-2, domain rules */
export const issueCorrigendum: Decide<'IssueCorrigendum'> = ({ data }, state, context) => {
  const owners = ownersOf(ready(state, 'CorrigendumIssued'));
  const { document, corrigendum, error } = data;
  assertAnswers(error, 'form', 'consular-case.replacement-required');
  return happened('CorrigendumIssued', { document, corrigendum, ...told(owners, data) }, context);
};

/** A paper that should not have been issued is called back. */
export const recallDocument: Decide<'RecallDocument'> = ({ data }, state, context) => {
  const owners = ownersOf(ready(state, 'DocumentRecalled'));
  return happened('DocumentRecalled', { document: data.document, ...told(owners, data) }, context);
};

/** Whom it concerns and why, as the case's people's own. @throws CaseRefusal */
function told(
  owners: readonly string[],
  { recipients, explanation }: { readonly recipients: readonly string[]; readonly explanation: string },
): { readonly recipients: Personal<readonly string[]>; readonly explanation: Personal<string> } {
  const names = recipients.map(tidy).filter((name) => !isBlank(name));
  if (names.length === 0) refuse('consular-case.field-required', { field: 'recipients' });
  return {
    recipients: personal(names, owners),
    explanation: text(owners, 'explanation', explanation),
  };
}
