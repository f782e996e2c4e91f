import { type EventStore } from '#event-sourcing';
import { appendFacts } from './event-store-append.contract.js';
import { type EventStoreFactory, type OpenedEventStore } from './event-store.examples.js';
import { readFacts } from './event-store-read.contract.js';
import { subscribeFacts } from './event-store-subscribe.contract.js';

/**
 * The contract of the `EventStore` port as a Jest suite. `factory` is called before each test; the log it opens may
 * hold events of others, and others may append meanwhile.
 */
export function eventStoreContract(name: string, factory: EventStoreFactory): void {
  describe(`the event store ${name}`, () => {
    let current: OpenedEventStore | undefined;
    const opened = (): OpenedEventStore => {
      if (!current) throw new Error('no store is open');
      return current;
    };
    const store = (): EventStore => opened().store;

    beforeEach(async () => {
      current = await factory();
    });

    afterEach(async () => {
      await current?.cleanup();
      current = undefined;
    });

    appendFacts(store);
    readFacts(opened);
    subscribeFacts(opened);
  });
}
