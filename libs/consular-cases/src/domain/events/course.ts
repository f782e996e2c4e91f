import { type LocalDate, type Personal } from '#kernel';
import { type Stance } from '../vocabulary/course.js';

/** Others are asked, or more time is given. // Consular cases, domain rules */
export interface CourseEventData {
  OpinionRequested: {
    /** 1 for the case's first request. */
    readonly requestNo: number;
    readonly agency: Personal<string>;
    readonly question: Personal<string>;
    readonly dueOn?: LocalDate;
  };
  OpinionReceived: {
    readonly requestNo: number;
    readonly stance: Stance;
    readonly opinion?: Personal<string>;
  };
  DeadlineExtended: {
    /** Id of the rule. */
    readonly deadline: string;
    readonly oldDue: LocalDate;
    readonly newDue: LocalDate;
    /** Who allowed it. */
    readonly authority: Personal<string>;
    readonly reason: Personal<string>;
  };
}
