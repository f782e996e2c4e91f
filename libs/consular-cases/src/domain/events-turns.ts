import { type Personal } from '#kernel';

/** The turns that a case can take beside its straight way. // §3, domain rules */
export interface TurnEventData {
  CaseMarkedUnreachable: {
    /** Contacts in a row that nobody had answered. */
    readonly attempts: number;
    readonly explanation?: Personal<string>;
  };
}
