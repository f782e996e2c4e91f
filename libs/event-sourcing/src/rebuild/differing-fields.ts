/** The dotted paths of the fields in which two JSON values differ, at most `limit` of them. Values are not told. */
export function differingFields(one: unknown, other: unknown, limit: number): readonly string[] {
  const found: string[] = [];
  collect(one, other, '', (path) => {
    if (found.length < limit) found.push(path);
    return found.length < limit;
  });
  return found;
}

/** False once `tell` wants no more. */
function collect(one: unknown, other: unknown, path: string, tell: (path: string) => boolean): boolean {
  if (one === other) return true;
  if (!isContainer(one) || !isContainer(other) || Array.isArray(one) !== Array.isArray(other))
    return tell(path);
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    if (!collect(one[name], other[name], path === '' ? name : `${path}.${name}`, tell)) return false;
  }
  return true;
}

const isContainer = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
