/** The command was called wrongly: exit code 2. */
export class UsageError extends Error {
  readonly code = 'cli.usage';
}

/** What was asked for is not there or cannot be done; the message says it in a sentence: exit code 1. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly code = 'cli.refused',
  ) {
    super(message);
  }
}

/** The command did its work and found something wrong, which it has said: exit code 1 and not a word more. */
export class Findings extends Error {}

/** The user interrupted: exit code 130, as a shell expects. */
export class Interrupted extends Error {
  readonly code = 'cli.interrupted';

  constructor(message = 'Interrupted.') {
    super(message);
  }
}

/** What programs look at: the stable code that an error carries, or that nobody expected it. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'internal.error';
