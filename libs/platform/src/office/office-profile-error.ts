/** The office profile cannot be used; one line `file:line: reason` per fault, in the order of lines. */
export class OfficeProfileError extends Error {
  readonly code = 'office-profile.invalid';

  constructor(
    readonly faults: readonly string[],
    options?: ErrorOptions,
  ) {
    super(`the office profile cannot be used:\n${faults.join('\n')}`, options);
    this.name = 'OfficeProfileError';
  }
}
