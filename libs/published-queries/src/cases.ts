import { Query } from '@nestjs/cqrs';

/** A text, or a document, that is about somebody and others, in an event as it stands. */
export interface SharedText {
  /** Id of the event that says it. */
  readonly event: string;
  readonly type: string;
  readonly revision: number;
  /** Dotted path; `content` is that of a document. */
  readonly field: string;
}

/** What an attachment of a case is found by. */
export interface CaseAttachment {
  readonly sha256: string;
  readonly bytes: number;
  readonly key: string;
}

/** A case as its log says at this moment. */
export interface CaseAsItStands {
  readonly id: string;
  readonly number: string;
  /** It has not ended. */
  readonly running: boolean;
  readonly sharedTexts: readonly SharedText[];
  /** Those of voided events, too: their files are still kept. */
  readonly attachments: readonly CaseAttachment[];
  /** Ids of cases that it was ever merged with: what they say of that is about its people, too. // G-8 */
  readonly mergedWith: readonly string[];
}

/**
 * The ids of all cases that name a person, or a group's roster on which the person stands, as read models say once
 * they have come as far as the log was. @throws StoreUnavailable when they do not come so far in time
 */
export class CasesNaming extends Query<readonly string[]> {
  constructor(readonly person: string) {
    super();
  }
}

/** The ids of all cases of which something was taken back: whom they named before, their read model does not tell. */
export class CasesAmended extends Query<readonly string[]> {}

/**
 * Cases as they stand, in the order of numbers, those that never came left out. `keys`: what is sealed under one of
 * these counts as shared. Answered from the log, never stale.
 */
export class CasesAsTheyStand extends Query<readonly CaseAsItStands[]> {
  constructor(
    readonly ids: readonly string[],
    readonly keys: readonly string[],
  ) {
    super();
  }
}
