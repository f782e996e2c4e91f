/** Middle value; of an even count the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}

/** Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export function latencyOf(milliseconds: readonly number[]): Latency {
  const sorted = Float64Array.from(milliseconds).sort();
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** How many were done in how long, and how long each took. */
export interface Timed {
  readonly count: number;
  readonly seconds: number;
  readonly latencies: readonly number[];
}

export const rateOf = ({ count, seconds }: Pick<Timed, 'count' | 'seconds'>): number => count / seconds;

/** `writers` at once, each calling `work` with 0 … `each` − 1, one after the other. */
export async function timed(
  each: number,
  writers: number,
  work: (index: number, writer: number) => unknown,
): Promise<Timed> {
  const latencies: number[] = [];
  const started = performance.now();
  const worker = async (writer: number): Promise<void> => {
    for (let index = 0; index < each; index += 1) {
      const begun = performance.now();
      await work(index, writer);
      latencies.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => worker(writer)));
  return { count: each * writers, seconds: (performance.now() - started) / 1000, latencies };
}

/** As {@link timed} for one writer whose work is done when it returns. */
export function timedSync(count: number, work: (index: number) => unknown): Timed {
  const latencies: number[] = [];
  const started = performance.now();
  for (let index = 0; index < count; index += 1) {
    const begun = performance.now();
    work(index);
    latencies.push(performance.now() - begun);
  }
  return { count, seconds: (performance.now() - started) / 1000, latencies };
}

/** Runs of one subject together. */
export const merged = (runs: readonly Timed[]): Timed => ({
  count: runs.reduce((sum, { count }) => sum + count, 0),
  seconds: runs.reduce((sum, { seconds }) => sum + seconds, 0),
  latencies: runs.flatMap(({ latencies }) => latencies),
});

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export class Random {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** 0 … below − 1 */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  hex(length: number): string {
    let text = '';
    while (text.length < length) text += this.below(0x1000000).toString(16).padStart(6, '0');
    return text.slice(0, length);
  }

  /** Shaped like a UUID of version 5. */
  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-5${this.hex(3)}-8${this.hex(3)}-${this.hex(12)}`;
  }

  base64(bytes: number): string {
    return Buffer.from(this.hex(bytes * 2), 'hex').toString('base64');
  }
}
