import { brokenLink, type StoredEvent } from '#event-sourcing';
import { openPlatform, readConfig } from '#platform';

/** Everything in the log of a folder that no server uses, in its order. */
export async function storedEvents(folder: string): Promise<readonly StoredEvent[]> {
  const platform = await openPlatform(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }));
  try {
    const events: StoredEvent[] = [];
    for await (const page of platform.stores.events.readAll()) events.push(...page.events);
    return events;
  } finally {
    await platform.close();
  }
}

/** Each stream's events follow from one another, from the first to the last. */
export function expectWholeChains(events: readonly StoredEvent[]): void {
  const broken: string[] = [];
  for (const [stream, chain] of Map.groupBy(events, (event) => event.stream)) {
    let previous = '';
    for (const [at, event] of chain.entries()) {
      const cause = event.revision === at ? brokenLink(event, previous) : 'a revision is missing';
      if (cause !== null) broken.push(`${stream} ${event.revision}: ${cause}`);
      previous = event.metadata.integrity.hash;
    }
  }
  expect(broken).toEqual([]);
}
