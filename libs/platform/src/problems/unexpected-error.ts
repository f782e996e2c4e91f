import { StoreUnavailable } from '#event-sourcing';

/** What of an error nobody expected may be written down: which kind it was and where, never what its message says. */
export interface ErrorTrace {
  readonly error: string;
  readonly code?: string;
  /** The frames of its stack, the innermost first. */
  readonly at: readonly string[];
  readonly cause?: ErrorTrace;
}

/** As deep as chains of causes are followed. */
const MAX_CAUSES = 5;

/** The class, code and stack of whatever was thrown. A message may carry personal values, so it is left out. */
export function traceOf(thrown: unknown, depth = 0): ErrorTrace {
  if (!(thrown instanceof Error)) return { error: typeof thrown, at: [] };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  return {
    error: thrown.constructor.name,
    ...(code !== undefined && { code }),
    at: framesOf(thrown),
    ...(thrown.cause !== undefined && depth < MAX_CAUSES && { cause: traceOf(thrown.cause, depth + 1) }),
  };
}

/** What every log says of an error: its trace, and of a store that does not answer also its sentence, which is ours. */
export const loggedError = (thrown: unknown): ErrorTrace & { readonly reason?: string } => ({
  ...traceOf(thrown),
  ...(thrown instanceof StoreUnavailable && { reason: thrown.message }),
});

/** A message with several lines stands in the stack before the frames, whatever its lines look like. */
function framesOf({ stack = '', message }: Error): string[] {
  const behind = stack.indexOf(message) + message.length;
  return stack
    .slice(stack.includes(message) ? behind : 0)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
}
