import { eventStoreContract, onServer } from '#store-contracts/testing';
import { openedOn, startedServer } from './testing/opened-store.js';

let started: Awaited<ReturnType<typeof startedServer>>;

beforeAll(async () => {
  started = await startedServer();
});
afterAll(() => started.remove());

eventStoreContract('eventstoredb on the test server', () => openedOn(started.server.url));
eventStoreContract('eventstoredb in a namespace', () => openedOn(`${started.server.url}&namespace=office`));

onServer('esdb', (url) => eventStoreContract('eventstoredb on a server', () => openedOn(url)));
