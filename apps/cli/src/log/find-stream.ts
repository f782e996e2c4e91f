import { type EventStore, type StreamName } from '#event-sourcing';
import { registerCodec, registerStream } from '#numbering';
import { type ModuleDescriptor } from '#platform';
import { Refusal } from '../failures.js';
import { streamTypes } from './descriptors.js';

const NUMBER = /^([A-Za-z][\w-]*)-(\d{4})-(\d+)$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The stream that a person means by a case number, an id or a stream's name. Numbers are looked up in their register,
 * so that the answer does not wait for a read model. @throws Refusal when there is no such number or id
 */
export async function resolveStream(
  log: EventStore,
  modules: readonly ModuleDescriptor[],
  text: string,
): Promise<StreamName> {
  if (UUID.test(text)) return streamOfId(log, modules, text.toLowerCase());
  const [, series, year, sequence] = NUMBER.exec(text) ?? [];
  if (series === undefined) return text;
  const holder = await holderOf(log, registerStream(series.toUpperCase(), Number(year)), Number(sequence));
  if (holder === undefined)
    throw new Refusal(`There is no case ${text}: its register has not given that number.`);
  return holder;
}

/** No stream is called that: what to call one by. */
export const unknownStream = (name: string): Refusal =>
  new Refusal(
    `There is no stream ${name}; a case is named by its number (BHCD-2022-0001), its id or its stream.`,
  );

async function holderOf(
  log: EventStore,
  register: StreamName,
  sequence: number,
): Promise<StreamName | undefined> {
  for (const stored of await log.readStream(register)) {
    const event = registerCodec.decode(stored);
    if (event.type === 'NumberTaken' && event.data.sequence === sequence) return event.data.holder;
  }
  return undefined;
}

async function streamOfId(
  log: EventStore,
  modules: readonly ModuleDescriptor[],
  id: string,
): Promise<StreamName> {
  for (const { category } of streamTypes(modules)) {
    const stream = `${category}-${id}`;
    if (await exists(log, stream)) return stream;
  }
  throw new Refusal(`Nothing in the log has the id ${id}.`);
}

const exists = async (log: EventStore, stream: StreamName): Promise<boolean> =>
  (await log.readStream(stream, { limit: 1 })).length > 0;
