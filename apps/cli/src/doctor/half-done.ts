import { type EventStore } from '#event-sourcing';
import { type Actor } from '#kernel';
import { type ModuleDescriptor, type Pairing, type Platform, type StreamPair } from '#platform';
import { descriptorOf, streamTypes } from '../log/descriptors.js';
import { commandFor } from './command-for.js';

/** A deed that spans two streams, of which one half was recorded. */
export interface HalfDone extends StreamPair {
  /** Id of the last event that says something about the pair: tells one half-done deed from the next. */
  readonly since: string;
}

interface Seen extends HalfDone {
  /** What each side says. */
  readonly joined: Readonly<Record<keyof StreamPair, boolean>>;
}

const NOTHING_SAID = { first: false, second: false };

/** Every pair of streams whose sides do not say the same. Reads the streams of every module that can join two. */
export async function halfDone(
  log: EventStore,
  modules: readonly ModuleDescriptor[],
): Promise<readonly HalfDone[]> {
  const categories = streamTypes(modules).flatMap(({ pairing, category }) => (pairing ? category : []));
  if (categories.length === 0) return [];
  const pairs = new Map<string, Seen>();
  for await (const { events } of log.readAll({ filter: { categories } })) {
    for (const event of events) {
      const said = pairingOf(modules, event.stream)?.read(event);
      if (!said) continue;
      const { first, second, side, joined } = said;
      const key = `${first} ${second}`;
      const before = pairs.get(key)?.joined ?? NOTHING_SAID;
      pairs.set(key, { first, second, since: event.id, joined: { ...before, [side]: joined } });
    }
  }
  return [...pairs.values()]
    .filter(({ joined }) => joined.first !== joined.second)
    .map(({ first, second, since }) => ({ first, second, since }));
}

/** Finishes what was left half done; the platform holds the data folder. */
export async function finishHalves(
  platform: Platform,
  modules: readonly ModuleDescriptor[],
  actor: Actor,
): Promise<readonly HalfDone[]> {
  const { stores, processor, office } = platform;
  const halves = await halfDone(stores.events, modules);
  for (const { first, second, since } of halves) {
    const command = await commandFor(platform, actor, 'FinishPair', since);
    const deps = { processor, office, events: stores.events };
    await pairingOf(modules, first)?.finish(deps, { first, second }, command);
  }
  return halves;
}

const pairingOf = (modules: readonly ModuleDescriptor[], stream: string): Pairing | undefined =>
  descriptorOf(modules, stream)?.pairing;
