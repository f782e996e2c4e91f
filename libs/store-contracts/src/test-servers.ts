/** The variable that says where the server of each kind listens. */
const VARIABLES = { mongodb: 'TEST_MONGODB_URL', esdb: 'TEST_ESDB_URL' } as const;

export type TestServer = keyof typeof VARIABLES;

/** Where specs find the server, `null` when nobody started one. */
export const serverUrl = (name: TestServer): string | null => process.env[VARIABLES[name]] || null;

/**
 * Declares `suite` where the server is there. Elsewhere one skipped test says why, or fails when REQUIRE_SERVERS (a
 * list like `esdb,mongodb`) names the server.
 */
export function withServer(name: TestServer, suite: (url: string) => void): void {
  const url = serverUrl(name);
  if (url) suite(url);
  else skipFor(name, `${VARIABLES[name]} is not set`);
}

/** One test that is skipped and says why, or fails when REQUIRE_SERVERS names the server. */
export function skipFor(name: TestServer, reason: string): void {
  const required = (process.env['REQUIRE_SERVERS'] ?? '').split(',').map((word) => word.trim());
  if (required.includes(name))
    it(`needs a server: ${name}`, () => {
      throw new Error(`REQUIRE_SERVERS names ${name}, but ${reason}`);
    });
  else {
    process.stderr.write(`skipped, because ${reason}: ${expect.getState().testPath ?? ''}\n`);
    it.skip(`needs a server: ${reason}`, () => undefined);
  }
}
