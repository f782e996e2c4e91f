import { type Relation, type ReopenGround } from './vocabulary-turns.js';

/** What the commands bring that turn a case from its straight way. */
export interface TurnCommandData {
  MarkUnreachable: { readonly explanation?: string };
  ReopenCase: { readonly ground: ReopenGround; readonly newFact: string; readonly explanation?: string };
  LinkCases: {
    /** Id of the other case. */
    readonly other: string;
    /** What the other case is to this one. */
    readonly relation: Relation;
  };
}
