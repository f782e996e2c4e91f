import { type EventStore, type StreamName } from '#event-sourcing';
import { type AppConfig, erasedStreams, type ModuleDescriptor, openKeyStore } from '#platform';
import { counted } from '../output/values.js';
import { type Check, check, ok, wrong } from './check.js';

/** What the doctor finds of erasures. */
export interface ErasuresFound {
  readonly check: Check;
  /** Streams that the log says were erased, and whose keys are there. */
  readonly unerased: readonly StreamName[];
}

/** Nobody whom the log says was erased has a key left. */
export async function checkErasures(
  config: AppConfig,
  log: EventStore,
  modules: readonly ModuleDescriptor[],
): Promise<ErasuresFound> {
  let unerased: readonly StreamName[] = [];
  const found = await check('erasures', async () => {
    const erased = await erasedStreams(log, modules);
    if (erased.length === 0) return ok('nobody was erased');
    unerased = await withKeys(config, erased);
    if (unerased.length === 0)
      return ok(`${counted(erased.length, 'owner')} erased, and no key of theirs is left`);
    return wrong(
      `${counted(unerased.length, 'owner')} erased whose keys are there: ${unerased.join(', ')}. ` +
        'The next start of the server destroys them, and so does cotmoc doctor --repair.',
    );
  });
  return { check: found, unerased };
}

async function withKeys(config: AppConfig, streams: readonly StreamName[]): Promise<readonly StreamName[]> {
  const keys = await openKeyStore(config, { readOnly: true });
  try {
    const left: StreamName[] = [];
    for (const stream of streams) if ((await keys.sharesOf(stream)).length > 0) left.push(stream);
    return left;
  } finally {
    await keys.close();
  }
}
