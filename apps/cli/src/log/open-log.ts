import { type EventStore } from '#event-sourcing';
import { type AppConfig, assertThere, openEventStore } from '#platform';

/**
 * Gives `work` the log for reading, and nothing else: neither keys nor read models are needed, and a server may be
 * writing meanwhile. @throws ConfigError when there is no log
 */
export async function withLog<T>(config: AppConfig, work: (log: EventStore) => Promise<T>): Promise<T> {
  assertThere(config);
  const log = await openEventStore(config.eventStore, { readOnly: true });
  try {
    return await work(log);
  } finally {
    await log.close();
  }
}
