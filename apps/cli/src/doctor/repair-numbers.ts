import { type Actor } from '#kernel';
import { NumberRegister } from '#numbering';
import { actorOf, type ModuleDescriptor, type Office, type Platform, type StreamDescriptor } from '#platform';
import { Refusal, UsageError } from '../failures.js';
import { descriptorOf } from '../log/descriptors.js';
import { commandFor } from './command-for.js';
import { type LostNumber, lostNumbers } from './lost-numbers.js';

type AbandonIntake = NonNullable<StreamDescriptor['abandonIntake']>;

const REASON = 'The number was taken and its case never came.';

/**
 * Puts on record what became of every lost number: first closes the stream that never came, then records the number
 * as unused, so that a request that still comes finds the stream closed. // docs/adr/007
 * The platform holds the data folder. @throws Refusal when a module cannot close its streams
 */
export async function repairNumbers(
  platform: Platform,
  modules: readonly ModuleDescriptor[],
  actor: Actor,
): Promise<readonly LostNumber[]> {
  const { stores, sealer, processor, office } = platform;
  const numbering = new NumberRegister(stores.events, sealer);
  const lost = await lostNumbers(stores.events);
  const closable = lost.map((number) => ({ ...number, abandon: closerOf(modules, number) }));
  for (const { register, sequence, number, holder, abandon } of closable) {
    const command = await commandFor(platform, actor, 'AbandonIntake', number);
    await abandon({ processor, office }, { stream: holder, number, reason: REASON }, command);
    await numbering.leaveUnused(register, sequence, REASON, {
      context: { ...command.context, facts: undefined },
      request: command.request,
    });
  }
  return lost;
}

function closerOf(modules: readonly ModuleDescriptor[], { number, holder }: LostNumber): AbandonIntake {
  const type = descriptorOf(modules, holder);
  if (!type?.abandonIntake)
    throw new Refusal(`${number}: no module of this program can close ${holder}; nothing was changed.`);
  return type.abandonIntake.bind(type);
}

/** Who repairs: a member of the office's staff, its first administrator when nobody is named. @throws UsageError */
export function repairer({ staff }: Office, id: string | undefined): Actor {
  const member = staff.find((one) => (id === undefined ? one.role === 'administrator' : one.id === id));
  if (member) return actorOf(member);
  throw new UsageError(
    id === undefined
      ? 'The office profile names no administrator; say who repairs with --actor <id>.'
      : `The office profile knows nobody called ${id}.`,
  );
}
