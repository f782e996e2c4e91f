import { type LocalDate } from '#kernel';

/** What the commands bring that end a file: the papers of a case whose matter is settled. // G-9, G-10, domain rules */
export interface ArchiveCommandData {
  CloseFile: {
    /** The day on which the last duplicate and draft had been taken out. */
    readonly weededOn: LocalDate;
    /** Code of a retention rule of the office. */
    readonly retention: string;
    readonly remark?: string;
  };
  HandOverToArchive: {
    /** Where the archive keeps it. */
    readonly reference: string;
  };
}

/** How long files are kept by one of the office's rules. */
export interface RetentionRule {
  readonly code: string;
  readonly years: number | 'permanent';
  /** The kinds of case that it is for; left out, those that no other rule is for. */
  readonly kinds?: readonly string[];
}
