import { globSync, readFileSync } from 'node:fs';
import base from './jest.config.js';
import { serverUrl } from './libs/store-contracts/src/testing/server-url.ts';

// What `npm run test:engines` runs: every spec that asks for a server, and the whole HTTP suite on servers.
process.env['E2E_ENGINE'] = 'servers';
const hasMongodb = serverUrl('mongodb') !== null;
if (!hasMongodb) process.stdout.write('not run on servers: the HTTP suite, which needs MongoDB\n');
else if (serverUrl('esdb') === null)
  process.stdout.write('the HTTP suite takes the EventStoreDB server for tests instead\n');

const asksForServer = (spec) => /\b(onServer|serverUrl)\(/.test(readFileSync(spec, 'utf8'));
const specs = globSync([
  'libs/**/*.spec.ts',
  'apps/**/*.spec.ts',
  'test/{stores,servers,faults}/**/*.spec.ts',
]);

/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: [...specs.filter(asksForServer), ...(hasMongodb ? ['test/e2e/**/*.spec.ts'] : [])].map(
    (path) => `<rootDir>/${path}`,
  ),
};
