import { randomUUID } from 'node:crypto';
import { type EventMetadata, type EventStore, type NewEvent, type Page } from '#event-sourcing';

/** A store opened for one test, perhaps on a server that holds other people's events too. */
export interface OpenedEventStore {
  readonly store: EventStore;
  /** Closes `store` and opens the same data again. */
  reopen(): Promise<EventStore>;
  /** Closes whatever is open and removes what the test can remove. */
  cleanup(): Promise<void>;
}

export type EventStoreFactory = () => Promise<OpenedEventStore>;

/** A category that no other test and no other run uses. */
export function newCategory(): string {
  return `contract${randomUUID()
    .replaceAll('-', '')
    .replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)))}`;
}

export const newStream = (category = newCategory()): string => `${category}-${randomUUID()}`;

export const METADATA: EventMetadata = {
  schemaVersion: 1,
  occurredOn: '2026-11-20',
  recordedAt: '2026-11-21T08:15:00.000Z',
  actor: { id: 'officer-1', role: 'officer', unit: 'consular' },
  commandId: '5b0c2f0e-0c53-5f7e-9d0b-6a1f0f8b7c11',
  $correlationId: '0a7d9d55-7f3a-4c1e-8a53-2b1f7d0f9e21',
  $causationId: '8e1f6c0a-3d52-4b7c-9f86-1c2d3e4f5a6b',
  fingerprint: 'q0uJw2b4Q3s6bq6vJ2m9y1F5c8e7d6a5b4c3d2e1f0A',
  integrity: { previous: '', hash: 'd2hhdCB0aGUgYWRhcHRlciBkb2VzIG5vdCBsb29rIGF0' },
};

/** An event with its own id; `data` tells it apart from the others. */
export function event(data: unknown = {}, id: string = randomUUID()): NewEvent {
  return { id, type: 'MilestoneReached', data, metadata: METADATA };
}

export const events = (...data: readonly unknown[]): NewEvent[] => data.map((item) => event(item));

/** `[0, 1, … count - 1]` */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** The data of the pages' events, in order. */
export const dataOf = (pages: readonly Page[]): unknown[] =>
  pages.flatMap((page) => page.events.map(({ data }) => data));

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** Follows until `count` events have come, then ends the subscription; the pages up to there. */
export async function follow(
  pages: (signal: AbortSignal) => AsyncIterable<Page>,
  count: number,
  onPage: (page: Page) => Promise<void> | void = () => undefined,
): Promise<Page[]> {
  const ending = new AbortController();
  const followed: Page[] = [];
  let seen = 0;
  for await (const page of pages(ending.signal)) {
    followed.push(page);
    seen += page.events.length;
    await onPage(page);
    if (seen >= count) ending.abort();
  }
  return followed;
}
