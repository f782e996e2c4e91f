import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Which suite the adapters of each port must pass; the beginning of a library's name says which port it is. */
const SUITES = {
  'event-store-': ['eventStoreContract('],
  'read-store-': ['readStoreContract(', 'leaseContract('],
  'vault-': ['keyStoreContract(', 'blobStoreContract('],
};

const specsOf = (library: string): string => {
  const folder = join('libs', library, 'src');
  const specs = readdirSync(folder).filter((name) => name.endsWith('.spec.ts'));
  return specs.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
};

describe.each(Object.entries(SUITES))('adapters named %s…', (prefix, suites) => {
  const adapters = readdirSync('libs').filter((name) => name.startsWith(prefix));

  it('are there', () => expect(adapters).not.toEqual([]));

  it.each(adapters)('%s is enrolled in its contract', (adapter) => {
    const specs = specsOf(adapter);
    expect(suites.filter((suite) => !specs.includes(suite))).toEqual([]);
  });
});
