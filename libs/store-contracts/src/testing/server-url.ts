/** The servers that a suite can be run on beside the ones that every test run has. */
export type ServerName = 'esdb' | 'mongodb';

const VARIABLES: Record<ServerName, string> = { esdb: 'TEST_ESDB_URL', mongodb: 'TEST_MONGODB_URL' };

/**
 * The URL of a server to test against; `null`, with a printed reason, when none is given.
 * @throws Error when REQUIRE_SERVERS (names with commas) says that it must be given, or names what is no server
 */
export function serverUrl(name: ServerName): string | null {
  const variable = VARIABLES[name];
  const url = process.env[variable];
  if (url) return url;
  if (required().includes(name)) throw new Error(`REQUIRE_SERVERS names ${name}, and ${variable} is not set`);
  process.stdout.write(`not run on a server: ${variable} is not set\n`);
  return null;
}

/** A misspelt name would require nothing. */
function required(): readonly string[] {
  const names = (process.env['REQUIRE_SERVERS'] ?? '').split(',').map((name) => name.trim());
  const unknown = names.find((name) => name !== '' && !(name in VARIABLES));
  if (unknown === undefined) return names;
  throw new Error(`REQUIRE_SERVERS names ${unknown}, which is none of ${Object.keys(VARIABLES).join(', ')}`);
}

/** Declares a suite that needs a server: run where there is one, skipped (or failed, see above) where not. */
export function onServer(name: ServerName, suite: (url: string) => void): void {
  const url = serverUrl(name);
  if (url) return suite(url);
  describe.skip(`on a server (${VARIABLES[name]} is not set)`, () => {
    it('is not run', () => undefined);
  });
}
