import { type PastMoment, type PastPoint } from '#event-sourcing';
import { type Office, ValidationFailed } from '#platform';
import { type Reader } from './criteria.js';

/** What an answer about the past says beside what it says as of now. */
export interface OfMoment {
  /** The moment that was asked for. */
  readonly asAt?: PastMoment;
}

/** An answer as of now, or of a moment: what was overdue, and how many days were left, is told of that day. */
export async function answeredAt<T extends object>(
  at: PastMoment | null,
  reader: Reader,
  office: Pick<Office, 'today'>,
  answer: (reader: Reader) => Promise<T>,
): Promise<T & OfMoment> {
  if (!at) return answer(reader);
  return { ...(await answer({ ...reader, today: office.today(at.asAt) })), asAt: at };
}

/** @throws ValidationFailed for a revision, given as `field`, that a history has not come to */
export function assertReached(length: number, point: PastPoint, field: string): void {
  if (!('revision' in point) || length === 0 || point.revision < length) return;
  const last = length - 1;
  const message = { vi: `bản mới nhất là ${last}`, en: `the latest is ${last}` };
  throw new ValidationFailed([{ field, code: 'revision', message }]);
}
