import { serverUrl } from './server-url.js';

describe('the URL of a server to test against', () => {
  const { env } = process;
  beforeEach(() => {
    process.env = { TEST_MONGODB_URL: 'mongodb://db' };
  });
  afterAll(() => {
    process.env = env;
  });

  it('is what is given, or nothing', () => {
    expect([serverUrl('mongodb'), serverUrl('esdb')]).toEqual(['mongodb://db', null]);
  });

  it('must be given where it is required', () => {
    process.env['REQUIRE_SERVERS'] = 'mongodb, esdb';
    expect(serverUrl('mongodb')).toBe('mongodb://db');
    expect(() => serverUrl('esdb')).toThrow('REQUIRE_SERVERS names esdb, and TEST_ESDB_URL is not set');
  });

  it('cannot be required under a name that no server has', () => {
    process.env['REQUIRE_SERVERS'] = 'mongo';
    expect(() => serverUrl('esdb')).toThrow('REQUIRE_SERVERS names mongo, which is none of esdb, mongodb');
  });
});
