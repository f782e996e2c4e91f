import { type Page, type Position, START, type StoredEvent } from './event-store.port.js';

export type SavedListener = (events: readonly StoredEvent[]) => void;

/** How far the read models have come, and who waits for them to come further. */
export class SavedMark {
  position: Position = START;
  /** `recordedAt` of the last event saved; empty before the first. */
  recordedAt = '';
  /** False while events are known to wait. */
  caughtUp = false;
  /** How many pages have passed, empty ones included: what counts up moves. */
  passes = 0;
  private readonly listeners = new Set<SavedListener>();
  private readonly waiters = new Set<{ readonly position: Position; readonly resolve: () => void }>();

  /** A page is saved: moves the mark, wakes who waited for it, tells the listeners. */
  pass(page: Page): void {
    this.position = page.position;
    this.passes += 1;
    this.recordedAt = page.events.at(-1)?.metadata.recordedAt ?? this.recordedAt;
    this.caughtUp = page.caughtUp;
    for (const waiter of this.waiters) {
      if (waiter.position > this.position) continue;
      this.waiters.delete(waiter);
      waiter.resolve();
    }
    if (page.events.length > 0) for (const listener of this.listeners) listener(page.events);
  }

  /** Resolves true when `position` is passed, false when `timeoutMs` (Infinity: never) went by before. */
  async waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    if (this.position >= position) return true;
    await new Promise<void>((resolve) => {
      const timer = Number.isFinite(timeoutMs) ? setTimeout(() => waiter.resolve(), timeoutMs) : undefined;
      const waiter = {
        position,
        resolve: () => {
          clearTimeout(timer);
          this.waiters.delete(waiter);
          resolve();
        },
      };
      this.waiters.add(waiter);
    });
    return this.position >= position;
  }

  /** Events, once they are visible in the read models; returns how to stop. */
  onSaved(listener: SavedListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Nothing will pass any more: whoever waits is told at once. */
  release(): void {
    for (const waiter of this.waiters) waiter.resolve();
  }
}
