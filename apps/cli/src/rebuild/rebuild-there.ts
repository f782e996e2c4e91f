import { setTimeout as wait } from 'node:timers/promises';
import { type OnDifference } from '#event-sourcing';
import { isUnderWay, type RebuildReport } from '#platform';
import { Interrupted, UsageError } from '../failures.js';
import { type ReadModelDesk } from './read-model-desk.js';

const LOOK_MS = 250;

/** How somebody watches, and calls it off. */
export interface Watching {
  readonly signal: AbortSignal;
  onProgress(report: RebuildReport): void;
}

/**
 * Has the named read models (all, when none is named) built again beside the live ones, one after the other, by the
 * process that keeps them. Whoever interrupts calls it off: the live one stays as it was.
 * @throws UsageError for a name that is not a read model; Refusal; Interrupted
 */
export async function rebuildThere(
  desk: ReadModelDesk,
  names: readonly string[],
  onDifferences: OnDifference,
  watching: Watching,
): Promise<readonly RebuildReport[]> {
  const known = (await desk.list()).map(({ name }) => name);
  const reports: RebuildReport[] = [];
  for (const name of chosenNames(known, names)) {
    const former = (await desk.get(name)).rebuild?.startedAt;
    await desk.rebuild(name, onDifferences);
    reports.push(await ended({ desk, name, former }, watching));
  }
  return reports;
}

interface Asked {
  readonly desk: ReadModelDesk;
  readonly name: string;
  /** When the rebuild before this one was begun. */
  readonly former: string | undefined;
}

async function ended(asked: Asked, watching: Watching): Promise<RebuildReport> {
  const { desk, name, former } = asked;
  const { signal } = watching;
  for (;;) {
    if (signal.aborted) throw await calledOff(asked);
    const { rebuild } = await desk.get(name);
    const isThis = rebuild !== null && rebuild.startedAt !== former;
    if (isThis && !isUnderWay(rebuild)) return rebuild;
    if (isThis) watching.onProgress(rebuild);
    await wait(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function calledOff(asked: Asked): Promise<Interrupted> {
  // One that has just ended cannot be cancelled: how it ended is what counts.
  await asked.desk.cancelRebuild(asked.name).catch(() => undefined);
  const { phase } = await ended(asked, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  return new Interrupted(
    phase === 'done'
      ? 'Interrupted too late: what was built is live.'
      : 'Interrupted: the live read model stays as it was.',
  );
}

/** Those of `known` that are named, all when none is. @throws UsageError */
export function chosenNames(known: readonly string[], names: readonly string[]): readonly string[] {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new UsageError(`There is no read model ${unknown.join(', ')}; there are: ${known.join(', ')}.`);
  return names.length === 0 ? known : known.filter((name) => names.includes(name));
}
