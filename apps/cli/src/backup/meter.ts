import { Interrupted } from '../failures.js';
import { type Progress, progressBar } from '../output/progress.js';
import { type Surroundings } from '../surroundings.js';

const MEGABYTE = 1_000_000;

/** Counts the bytes of a long copying for a progress bar, and ends it when the user interrupts. */
export class Meter {
  private total = 1;
  private done = 0;

  constructor(
    private readonly bar: Progress,
    private readonly signal: AbortSignal,
  ) {}

  /** So many bytes are to come in all. */
  expect(bytes: number): void {
    this.total = Math.max(1, bytes);
  }

  /** So many bytes more are done. */
  add(bytes: number): void {
    this.done += bytes;
    this.show(0);
  }

  /** So many bytes of what is being done are done. */
  show(bytes: number): void {
    const done = this.done + bytes;
    this.bar.update(Math.min(1, done / this.total), done / MEGABYTE);
  }

  /** @throws Interrupted */
  assertWanted(): void {
    if (this.signal.aborted) throw new Interrupted();
  }
}

/** Does `work` while a bar shows how far it is. */
export async function withBar<T>(
  { err, signal }: Surroundings,
  title: string,
  work: (meter: Meter) => Promise<T>,
): Promise<T> {
  const bar = progressBar(err, title, 'MB');
  try {
    return await work(new Meter(bar, signal));
  } finally {
    bar.end();
  }
}
