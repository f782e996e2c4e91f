type Path = readonly PropertyKey[];

/** `value` with what stands at `path` changed; a path that leads nowhere changes nothing. Never in place. */
export function changedAt(value: unknown, path: Path, change: (found: unknown) => unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === name ? changedAt(item, rest, change) : item));
  }
  if (!isObject(value) || !Object.hasOwn(value, name)) return value;
  return { ...value, [name]: changedAt(value[name as string], rest, change) };
}

/**
 * `value` with a merge patch (RFC 7396) applied: what is absent stays, `null` takes away, the rest replaces. What
 * `isWhole` says of a value is never looked into: it is replaced as one.
 */
export function mergePatched(
  value: unknown,
  patch: unknown,
  isWhole: (value: unknown) => boolean = () => false,
): unknown {
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(value) && !isWhole(value) ? { ...value } : {};
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) Reflect.deleteProperty(merged, name);
    else merged[name] = mergePatched(merged[name], change, isWhole);
  }
  return merged;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
