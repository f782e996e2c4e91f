import { personal } from '#kernel';
import {
  type Changes,
  DETAIL_FIELDS,
  type DetailField,
  type RecordedDetails,
  type SubjectDetails,
} from './details.js';

/** Details as the log keeps them: what is personal marked as the subject's own. */
export function ownedBy(stream: string, details: SubjectDetails): RecordedDetails {
  return mark(stream, details) as unknown as RecordedDetails;
}

/** {@link ownedBy} for changes; a value taken away stays `null`. */
export function changesOwnedBy(stream: string, changes: Changes<SubjectDetails>): Changes<RecordedDetails> {
  return mark(stream, changes);
}

function mark(stream: string, values: object): Record<string, unknown> {
  const entries = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]: [string, unknown]) => {
      const sealed = value !== null && DETAIL_FIELDS[field as DetailField].sealed;
      return [field, sealed ? personal(value, [stream]) : value];
    });
  return Object.fromEntries(entries) as Record<string, unknown>;
}
