import { commandIdOf } from '#event-sourcing';
import { type Actor } from '#kernel';
import { type Platform, type ProgramCommand } from '#platform';

/** A command of the doctor's: what it is about is mended by the same command, however often it is tried. */
export async function commandFor(
  { office, clock, stores }: Platform,
  actor: Actor,
  type: string,
  about: string,
): Promise<ProgramCommand> {
  const now = clock.now();
  const today = office.today(now);
  const commandId = commandIdOf(actor.id, `${type}:${about}`);
  const fingerprint = await stores.keys.digest('command', JSON.stringify({ type, about }));
  return {
    context: { actor, now, today, occurredOn: today },
    request: { commandId, correlationId: commandId, causationId: commandId, fingerprint },
  };
}
