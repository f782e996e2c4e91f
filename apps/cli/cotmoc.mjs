// `npm run cotmoc`: the program as it was built, or what to do where it was not.
import { existsSync } from 'node:fs';

const program = new URL('../../dist/apps/cli/src/main.js', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('Nothing is built yet: run `npm run build` once (after `npm ci`), then this again.\n');
  process.exitCode = 1;
}
