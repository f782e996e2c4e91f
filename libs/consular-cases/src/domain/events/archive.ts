import { type LocalDate, type Personal } from '#kernel';

/** How long a file is kept, as it was set when it was closed. */
export interface Retention {
  /** Code of the office's rule. */
  readonly rule: string;
  /** Whole years after the year in which the matter was settled. */
  readonly period: number | 'permanent';
}

/** The end of a file: the papers of a case whose matter is settled. // G-9, G-10, domain rules */
export interface ArchiveEventData {
  FileClosed: {
    readonly weededOn: LocalDate;
    readonly retention: Retention;
    readonly remark?: Personal<string>;
  };
  FileTransferredToArchive: {
    /** Where the archive keeps it. */
    readonly reference: Personal<string>;
  };
  /** Two people decided it; the papers are destroyed, and the record of the case stays. */
  DestructionApproved: {
    readonly reason: Personal<string>;
    /** Id of the proposal that was approved. */
    readonly approval: string;
  };
}
