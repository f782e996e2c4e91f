import { Query } from '@nestjs/cqrs';
import { type Actor } from '#kernel';
import { type History } from '#platform';
import { type LikelyDuplicate, type Suspect } from './likely-duplicates.js';
import { type SubjectCriteria } from './subject-collection.js';
import { type SubjectPage, type SubjectView } from './views.js';

/** A page of subjects in the order of their names. Names are shown to a `reader` who may see them. */
export class FindSubjects extends Query<SubjectPage> {
  constructor(
    readonly criteria: SubjectCriteria,
    readonly page: { readonly limit: number; readonly after?: string },
    readonly reader: Actor,
  ) {
    super();
  }
}

/** One subject as it stands. */
export class GetSubject extends Query<SubjectView> {
  constructor(
    readonly id: string,
    readonly reader: Actor,
  ) {
    super();
  }
}

/** Everything that was recorded about one subject, oldest first. */
export class GetSubjectHistory extends Query<History> {
  constructor(
    readonly id: string,
    readonly reader: Actor,
  ) {
    super();
  }
}

/** Who is registered already and may be the same; `except` is left out. Names are shown to a `reader` who may see them. */
export class FindLikelyDuplicates extends Query<readonly LikelyDuplicate[]> {
  constructor(
    readonly suspect: Suspect,
    readonly reader: Actor,
    readonly except?: string,
  ) {
    super();
  }
}
