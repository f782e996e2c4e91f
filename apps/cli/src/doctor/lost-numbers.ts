import { type EventStore, Sealer, type StreamName } from '#event-sourcing';
import { NumberRegister, REGISTER_CATEGORY, type TakenNumber } from '#numbering';
import { noKeys } from '../log/descriptors.js';

/** A number in use whose holder never came. */
export interface LostNumber extends Pick<TakenNumber, 'sequence' | 'number' | 'holder'> {
  readonly register: StreamName;
}

/** What closes a stream whose intake never came; a repair that was cut short may have got so far. */
const ABANDONED = 'IntakeAbandoned';

/** Numbers that were taken for streams which have no events, or no other than that they were abandoned. */
export async function lostNumbers(log: EventStore): Promise<readonly LostNumber[]> {
  const numbering = new NumberRegister(log, new Sealer(noKeys));
  const lost: LostNumber[] = [];
  for (const register of await registers(log)) {
    for (const { sequence, number, holder } of await numbering.inUse(register)) {
      const [first] = await log.readStream(holder, { limit: 1 });
      if (!first || first.type === ABANDONED) lost.push({ register, sequence, number, holder });
    }
  }
  return lost;
}

async function registers(log: EventStore): Promise<ReadonlySet<StreamName>> {
  const streams = new Set<StreamName>();
  for await (const { events } of log.readAll({ filter: { categories: [REGISTER_CATEGORY] } })) {
    for (const { stream } of events) streams.add(stream);
  }
  return streams;
}
