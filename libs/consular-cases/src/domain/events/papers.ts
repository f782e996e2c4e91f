import { type Personal } from '#kernel';
import { type PaperKind } from '../vocabulary/index.js';

/** What happens to a paper that was issued with an error, or should not have been issued. // G-2, domain rules */
export interface PaperEventData {
  /** An error of content: another paper of equal rank stands in its place. */
  DocumentReplaced: IssuedPaper & {
    /** The attached document that stands in its place. */
    readonly replacement: string;
  };
  /** An error of form: a letter says how it should read, and the paper stays. */
  CorrigendumIssued: IssuedPaper & {
    /** The attached letter. */
    readonly corrigendum: string;
  };
  DocumentRecalled: IssuedPaper;
  /** A paper with a secrecy mark: nothing of it is here but its place in the register. // G-6, domain rules */
  DocumentHeldOnPaper: {
    readonly kind: PaperKind;
    /** It came when the case had ended. // G-7 */
    readonly late: boolean;
  };
}

interface IssuedPaper {
  /** Id of the attached document that was issued. */
  readonly document: string;
  /** Who had received it, and is told. */
  readonly recipients: Personal<readonly string[]>;
  readonly explanation: Personal<string>;
}
