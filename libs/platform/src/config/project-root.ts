import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder that holds this program's package.json, found by walking up from `from`: the sources and the compiled
 * files lie at different depths below it.
 */
export function projectRoot(from: string = import.meta.dirname): string {
  let folder = from;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${from}`);
    folder = parent;
  }
  return folder;
}
