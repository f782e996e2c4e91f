import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { consularCaseCodec } from '#consular-cases';
import { type EventStore, START } from '#event-sourcing';
import { type Clock, type Instant } from '#kernel';
import { type AppConfig, createLogger, type Office, openPlatform } from '#platform';
import { subjectCodec } from '#subjects';
import { AppModule } from '../../../api/src/index.js';
import { Interrupted, Refusal } from '../failures.js';
import { STORIES } from './cases/index.js';
import { Player } from './player.js';
import { eventIdOfStep, scheduled, type ScheduledStep } from './schedule.js';

/** What lies in a data folder, as far as the demo is concerned. */
export type Found = 'nothing' | 'half a demo' | 'the demo' | 'something else';

/** What loading did. */
export interface Loaded {
  readonly found: Found;
  /** Of the whole demo. */
  readonly cases: number;
  readonly steps: number;
}

export interface LoadOptions {
  /** Ends the loading after the step that is under way; the next run goes on from there. */
  readonly signal?: AbortSignal;
  /** Called with what was found before anything is written, and after every step. */
  readonly onProgress?: (progress: LoadProgress) => void;
}

export interface LoadProgress extends Loaded {
  readonly doneCases: number;
  readonly doneSteps: number;
}

/** The demo's time: it stands still until the next step. */
class DemoClock implements Clock {
  moment: Instant = '2022-01-01T00:00:00.000Z';
  now = (): Instant => this.moment;
}

/**
 * Plays the demo's year into the data folder, unless it is there already or the folder holds somebody's own work.
 * @throws Interrupted, Refusal, or what a store or a rule says
 */
export async function loadDemo(config: AppConfig, options: LoadOptions = {}): Promise<Loaded> {
  const clock = new DemoClock();
  const platform = await openPlatform(config, { clock });
  let app: INestApplicationContext | undefined;
  try {
    const steps = scheduled(STORIES, platform.office.timeZone);
    const found = await whatIsIn(platform.stores.events, steps);
    const loaded: Loaded = { found, cases: STORIES.length, steps: steps.length };
    options.onProgress?.({ ...loaded, doneCases: 0, doneSteps: 0 });
    if (found === 'the demo' || found === 'something else') return loaded;
    assertAtHome(platform.office, steps);
    app = await NestFactory.createApplicationContext(AppModule.forRoot(platform, createLogger('silent')), {
      logger: false,
      abortOnError: false,
    });
    await playAll(new Player(app, platform, clock), steps, loaded, options);
    return loaded;
  } finally {
    // The application owns the platform; closing twice does no harm.
    await app?.close();
    await platform.close();
  }
}

async function playAll(
  player: Player,
  steps: readonly ScheduledStep[],
  loaded: Loaded,
  { signal, onProgress }: LoadOptions,
): Promise<void> {
  const opened = new Set<string>();
  for (const [index, step] of steps.entries()) {
    if (signal?.aborted === true) throw new Interrupted();
    await player.play(step);
    if (step.deed.kind === 'open') opened.add(step.story);
    onProgress?.({ ...loaded, doneCases: opened.size, doneSteps: index + 1 });
  }
}

/** The demo is known by its first event and its last: their ids follow from the steps. */
async function whatIsIn(events: EventStore, steps: readonly ScheduledStep[]): Promise<Found> {
  if ((await events.head()) === START) return 'nothing';
  const first = steps[0];
  const last = steps.at(-1);
  if (!first || !last) return 'something else';
  if (!(await holds(events, first))) return 'something else';
  return (await holds(events, last)) ? 'the demo' : 'half a demo';
}

async function holds(events: EventStore, step: ScheduledStep): Promise<boolean> {
  const category = categoryOf(step);
  const id = eventIdOfStep(step, category);
  const stored = await events.readStream(`${category}-${step.id}`);
  return stored.some((event) => event.id === id);
}

const categoryOf = ({ deed }: ScheduledStep): string =>
  deed.kind === 'register' || deed.kind === 'correct' ? subjectCodec.category : consularCaseCodec.category;

/** The stories name people, gates and missions of one office. @throws Refusal */
function assertAtHome(office: Office, steps: readonly ScheduledStep[]): void {
  const missing = [...new Set(steps.map(({ by }) => by))].filter((id) => !office.staffMember(id));
  if (missing.length === 0) return;
  throw new Refusal(
    `The demo plays in the office of config/cao-bang.office.yaml; the office ${office.id} has no ${missing.join(', ')}. ` +
      'Unset OFFICE_PROFILE, or start the server without the demo.',
  );
}
