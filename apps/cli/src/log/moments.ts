import { addDays, type Instant, isInstant, isLocalDate } from '#kernel';
import { type Office } from '#platform';
import { UsageError } from '../failures.js';

/** A moment given by hand: an instant, or a day, which begins at midnight in the office. @throws UsageError */
export function momentOf(option: string, text: string, office: () => Office): Instant {
  const refusal = new UsageError(
    `${option} ${text}: write a day (2022-03-01) or a moment with its zone (2022-03-01T08:00:00+07:00).`,
  );
  if (isLocalDate(text)) return office().startOfDay(text);
  if (isInstant(text)) return new Date(Temporal.Instant.from(text).epochMilliseconds).toISOString();
  throw refusal;
}

/** As {@link momentOf} for the end of a window, which the day given still belongs to. @throws UsageError */
export const endOf = (option: string, text: string, office: () => Office): Instant =>
  momentOf(option, isLocalDate(text) ? addDays(text, 1) : text, office);
