import { type EventStore } from '#event-sourcing';
import { type ModuleDescriptor } from '#platform';
import { Interrupted } from '../failures.js';
import { progressBar } from '../output/progress.js';
import { counted, grouped } from '../output/values.js';
import { type Surroundings } from '../surroundings.js';
import { streamTypes } from './descriptors.js';
import { type KnownStreams } from './chain-check.js';
import { examineLog, type Verdict } from './examine.js';

/** Examines the whole log while a bar shows how far it is. @throws Interrupted */
export async function verifyLog(
  log: EventStore,
  { modules, err, signal }: Pick<Surroundings, 'modules' | 'err' | 'signal'>,
): Promise<Verdict> {
  const bar = progressBar(err, 'verifying');
  try {
    return await examineLog(log, streamsOf(modules), (share, events) => {
      if (signal.aborted) throw new Interrupted();
      bar.update(share, events);
    });
  } finally {
    bar.end();
  }
}

export function streamsOf(modules: readonly ModuleDescriptor[]): KnownStreams {
  const known = new Map(streamTypes(modules).map((type) => [type.category, type]));
  return (category) => known.get(category);
}

export const isBroken = ({ check, damage }: Verdict): boolean => check.faultCount > 0 || damage !== undefined;

export const speedOf = ({ check, seconds }: Verdict): number =>
  Math.round(check.events / Math.max(seconds, 0.001));

/** One line about the whole of it. */
export function summaryOf(verdict: Verdict): string {
  const { check, seconds } = verdict;
  const erased = check.erased.length > 0 ? `, ${grouped(check.erased.length)} of them erased` : '';
  const read = `${counted(check.events, 'event')} in ${counted(check.streams, 'stream')}${erased}`;
  const speed = `(${seconds.toFixed(1)} s, ${grouped(speedOf(verdict))} events/s)`;
  if (!isBroken(verdict)) return `${read}: every chain is whole ${speed}`;
  return `${read}: THE RECORD IS NOT WHOLE, ${counted(check.faultCount, 'fault')} ${speed}`;
}
