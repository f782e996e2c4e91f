import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import {
  createHttpApp,
  createLogger,
  openApiDocument,
  openPlatform,
  projectRoot,
  readConfig,
} from '#platform';
import { AppModule, MODULES } from '../../apps/api/src/index.js';
import { eventCatalogue } from './event-catalogue.js';

/**
 * Writes what is generated from the code into `docs/`; with `--check` it writes nothing and fails when a file is not
 * what the code says.
 */
async function main(check: boolean): Promise<void> {
  const files: Readonly<Record<string, string>> = {
    'docs/openapi.json': await openApi(),
    'docs/event-catalogue.md': await format(eventCatalogue(MODULES), { parser: 'markdown', printWidth: 110 }),
  };
  const stale: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const path = join(projectRoot(), name);
    if (!check) writeFileSync(path, content);
    else if (read(path) !== content) stale.push(name);
  }
  if (stale.length === 0) return;
  console.error(`Not what the code says: ${stale.join(', ')}. Run: npm run generate`);
  process.exitCode = 1;
}

/** The document of the real application, over stores in a folder that goes away. */
async function openApi(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'generate-'));
  try {
    const platform = await openPlatform(readConfig({ DATA_DIR: folder }));
    const logger = createLogger('silent');
    const app = await createHttpApp(AppModule.forRoot(platform, logger), platform, { logger });
    const document = openApiDocument(app);
    await app.close();
    return `${JSON.stringify(document, null, 2)}\n`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

await main(process.argv.includes('--check'));
