/** The command was called wrongly: exit code 2. */
export class UsageError extends Error {}

/** What was asked for is not there or cannot be done; the message says it in a sentence: exit code 1. */
export class Refusal extends Error {}

/** The command did its work and found something wrong, which it has said: exit code 1 and not a word more. */
export class Findings extends Error {}

/** The user interrupted: exit code 130, as a shell expects. */
export class Interrupted extends Error {
  constructor(message = 'Interrupted.') {
    super(message);
  }
}
