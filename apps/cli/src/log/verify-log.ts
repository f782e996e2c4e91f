import { type EventStore } from '#event-sourcing';
import { type ModuleDescriptor } from '#platform';
import { Interrupted } from '../failures.js';
import { progressBar } from '../output/progress.js';
import { counted, grouped } from '../output/values.js';
import { type Surroundings } from '../surroundings.js';
import { streamTypes } from './descriptors.js';
import { type CodecOf, examineLog, type Verdict } from './examine.js';

/** Examines the whole log while a bar shows how far it is. @throws Interrupted */
export async function verifyLog(
  log: EventStore,
  { modules, err, signal }: Pick<Surroundings, 'modules' | 'err' | 'signal'>,
): Promise<Verdict> {
  const bar = progressBar(err, 'verifying');
  try {
    return await examineLog(log, codecsOf(modules), (share, events) => {
      if (signal.aborted) throw new Interrupted();
      bar.update(share, events);
    });
  } finally {
    bar.end();
  }
}

export function codecsOf(modules: readonly ModuleDescriptor[]): CodecOf {
  const codecs = new Map(streamTypes(modules).map(({ category, codec }) => [category, codec]));
  return (category) => codecs.get(category);
}

export const isBroken = ({ check, damage }: Verdict): boolean => check.faultCount > 0 || damage !== undefined;

export const speedOf = ({ check, seconds }: Verdict): number =>
  Math.round(check.events / Math.max(seconds, 0.001));

/** One line about the whole of it. */
export function summaryOf(verdict: Verdict): string {
  const { check, seconds } = verdict;
  const read = `${counted(check.events, 'event')} in ${counted(check.streams, 'stream')}`;
  const speed = `(${seconds.toFixed(1)} s, ${grouped(speedOf(verdict))} events/s)`;
  if (!isBroken(verdict)) return `${read}: every chain is whole ${speed}`;
  return `${read}: THE RECORD IS NOT WHOLE, ${counted(check.faultCount, 'fault')} ${speed}`;
}
