import { randomUUID } from 'node:crypto';
import { type FieldProblem } from '../problems/problem.js';
import { ValidationFailed } from '../problems/validation-failed.js';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const CORRELATION_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;
const POSITION = /^\d{20}$/;
const ETAG = /^"(0|[1-9]\d{0,14})"$/;

/** The client's `X-Correlation-Id` when it is a short token, else a new one: it is written into the log. */
export function correlationIdOf(headers: Headers): string {
  const given = single(headers, 'x-correlation-id');
  return given !== undefined && CORRELATION_ID.test(given) ? given : randomUUID();
}

/** `If-Match: "5"` as the revision 5. @throws ValidationFailed for a weak, malformed or wildcard tag */
export function expectedRevisionOf(headers: Headers): number | undefined {
  const digits = checked(headers, 'If-Match', ETAG, {
    vi: 'phải là một phiên bản trong dấu ngoặc kép, ví dụ "5"',
    en: 'must be one revision in double quotes, for example "5"',
  });
  return digits === undefined ? undefined : Number(digits.slice(1, -1));
}

/** What is about to be created has no revision yet. @throws ValidationFailed for any `If-Match` */
export function assertNoRevision(headers: Headers): void {
  if (headers['if-match'] === undefined) return;
  const message = {
    vi: 'không dùng khi tạo mới: hồ sơ chưa có phiên bản nào',
    en: 'cannot be used where something is created: it has no revision yet',
  };
  throw new ValidationFailed([{ field: 'If-Match', code: 'header', message }]);
}

/** @throws ValidationFailed unless 1 to 255 printable ASCII characters without spaces */
export function idempotencyKeyOf(headers: Headers): string | undefined {
  return checked(headers, 'Idempotency-Key', IDEMPOTENCY_KEY, {
    vi: 'phải gồm 1 đến 255 ký tự ASCII, không có dấu cách',
    en: 'must be 1 to 255 printable ASCII characters without spaces',
  });
}

/** `Cotmoc-Min-Position`. @throws ValidationFailed as {@link positionHeader} */
export const minPositionOf = (headers: Headers): string | undefined =>
  positionHeader(headers, 'Cotmoc-Min-Position');

/** @throws ValidationFailed unless it can be a position that an answer of this server carried */
export function positionHeader(headers: Headers, name: string): string | undefined {
  return checked(headers, name, POSITION, {
    vi: 'phải là giá trị Cotmoc-Position của một câu trả lời trước',
    en: 'must be the Cotmoc-Position of an earlier answer',
  });
}

function checked(
  headers: Headers,
  name: string,
  pattern: RegExp,
  message: FieldProblem['message'],
): string | undefined {
  const value = single(headers, name.toLowerCase());
  if (value === undefined || pattern.test(value)) return value;
  throw new ValidationFailed([{ field: name, code: 'header', message }]);
}

/** Several headers of one name arrive as one string with commas, which no pattern here accepts. */
function single(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value?.trim();
}
