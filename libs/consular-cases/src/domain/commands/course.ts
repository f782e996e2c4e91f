import { type LocalDate } from '#kernel';
import { type Stance } from '../vocabulary/course.js';

/** What the commands bring that ask others, or for more time. // Consular cases, domain rules */
export interface CourseCommandData {
  SeekOpinion: { readonly agency: string; readonly question: string; readonly dueOn?: LocalDate };
  RecordOpinion: {
    /** Of the request that it answers. */
    readonly requestNo: number;
    readonly stance: Stance;
    readonly opinion?: string;
  };
  ExtendDeadline: {
    /** Id of the rule. */
    readonly deadline: string;
    readonly newDue: LocalDate;
    /** Who allowed it. */
    readonly authority: string;
    readonly reason: string;
  };
}

/** Until when something has to be done; `null` while its clock waits, and once it is done. */
export type DueDays = Readonly<Record<string, LocalDate | null>>;
