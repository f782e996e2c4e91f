import { StoreUnavailable } from '#event-sourcing';

/** Resolves after `ms`, or as soon as one of the signals aborts; never rejects. */
export async function pause(ms: number, ...signals: readonly (AbortSignal | undefined)[]): Promise<void> {
  const given = signals.filter((signal) => signal !== undefined);
  if (given.some(({ aborted }) => aborted)) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    for (const signal of given) signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      for (const signal of given) signal.removeEventListener('abort', done);
      resolve();
    }
  });
}

/** No answer within the time given. */
export class TooLate extends StoreUnavailable {}

/**
 * The promise's outcome, or a failure after `ms`: the client has calls that never end by themselves. What comes of
 * the promise afterwards is nobody's concern.
 */
export async function within<T>(ms: number, promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(`the event store did not ${what} within ${ms} ms`)), ms);
  });
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Pauses between two tries. */
export function* delays(first: number, longest: number): Generator<number, never> {
  for (let delay = first; ; delay = Math.min(delay * 2, longest)) yield delay;
}
