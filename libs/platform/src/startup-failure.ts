import { StoreUnavailable } from '#event-sourcing';
import { ConfigError } from './config/config.js';
import { OfficeProfileError } from './office/office-profile-error.js';

/** What to tell whoever started a process that cannot start: a sentence, or a stack where nobody expected it. */
export function startupFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return isExpected(error) ? error.message : (error.stack ?? error.message);
}

const isExpected = (error: Error): boolean =>
  [ConfigError, OfficeProfileError, StoreUnavailable].some((kind) => error instanceof kind) ||
  'code' in error;
