/**
 * A rule of the office was broken, or a reference does not exist.
 * `code` is stable (`consular-case.family-not-notified`) and is turned into a status and a sentence in
 * Vietnamese and English at the edge, nowhere else; `details` fills that sentence's placeholders.
 */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }
}
