import { commandIdOf, eventIdOf } from '#event-sourcing';
import { type Instant } from '#kernel';
import { type Step, type Story } from './story.js';

/** A step and the moment of the demo's own clock at which it is recorded. */
export interface ScheduledStep extends Step {
  readonly now: Instant;
}

/** Nobody does two things in the same minute and second; the next one comes at least this much later. */
const SECONDS_BETWEEN = 20;

/** The whole year in the order of its recording: every step is recorded later than the one before it. */
export function scheduled(stories: readonly Story[], timeZone: string): readonly ScheduledStep[] {
  const inOrder = stories
    .flatMap(({ steps }) => steps.map((step) => ({ step, moment: momentOf(step.when, timeZone) })))
    .sort((one, other) => one.moment - other.moment);
  let last = -Infinity;
  return inOrder.map(({ step, moment }, index) => {
    last = Math.max(moment + unevenly(index), last + SECONDS_BETWEEN * 1000);
    return { ...step, now: new Date(last).toISOString() };
  });
}

/** Id of the first event that a step leaves in the log. */
export const eventIdOfStep = (step: Step, category: string): string =>
  eventIdOf(`${category}-${step.id}`, commandIdOf(step.by, step.key), 0);

const momentOf = (when: string, timeZone: string): number =>
  Temporal.PlainDateTime.from(when.replace(' ', 'T')).toZonedDateTime(timeZone).epochMilliseconds;

/** Seconds and milliseconds of people who work, the same in every run. */
const unevenly = (index: number): number => (index * 37_337) % 50_000;
