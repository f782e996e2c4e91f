import { type PaperKind } from '../vocabulary/index.js';
import { type PaperError } from '../vocabulary/papers.js';

/** What the commands bring that answer an error in an issued paper. // G-2, domain rules */
export interface PaperCommandData {
  ReplaceIssuedDocument: IssuedPaper & { readonly replacement: string };
  IssueCorrigendum: IssuedPaper & { readonly corrigendum: string };
  RecallDocument: Omit<IssuedPaper, 'error'>;
  /** The register paper that it is, is the context's `source`. // G-6 */
  RecordDocumentHeldOnPaper: { readonly kind: PaperKind };
}

interface IssuedPaper {
  readonly document: string;
  readonly error: PaperError;
  readonly recipients: readonly string[];
  readonly explanation: string;
}
