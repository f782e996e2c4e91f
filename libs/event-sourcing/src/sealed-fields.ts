import { isSealed } from '#kernel';

/** The dotted paths of every value in `data` that is sealed under one of `keys`, in order. */
export const sealedUnder = (data: unknown, keys: ReadonlySet<string>): readonly string[] => [
  ...found(data, keys, []),
];

function* found(data: unknown, keys: ReadonlySet<string>, path: readonly string[]): Iterable<string> {
  if (typeof data !== 'object' || data === null) return;
  if (isSealed(data)) {
    if (keys.has(data.$sealed.key)) yield path.join('.');
    return;
  }
  for (const [name, value] of Object.entries(data)) yield* found(value, keys, [...path, name]);
}
