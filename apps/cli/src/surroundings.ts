import { type Clock } from '#kernel';
import { type ModuleDescriptor } from '#platform';

/** Where the program writes. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Where the program reads keys. */
export type Input = NodeJS.ReadableStream & {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
};

/** Everything the program needs from outside, so that it runs inside a test as it does in a terminal. */
export interface Surroundings {
  readonly modules: readonly ModuleDescriptor[];
  readonly out: Output;
  readonly err: Output;
  readonly input: Input;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
}
