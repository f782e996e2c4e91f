import { type Credentials } from '@eventstore/db-client';
import { EventStoreMisconfigured } from './misconfigured.js';
import { Namespace } from './namespace.js';

/** What the adapter itself needs to know of a connection string. */
export interface ConnectionUrl {
  /** As the client takes it. */
  readonly text: string;
  /** Hosts and ports, for sentences: never the password. */
  readonly hosts: string;
  readonly secure: boolean;
  readonly credentials: Credentials;
  readonly namespace: Namespace;
}

const SHAPE =
  /^esdb(?:\+discover)?:\/\/(?:(?<user>[^:@/]+):(?<password>[^@]+)@)?(?<hosts>[^/?@]+)\/*(?:\?(?<options>.*))?$/;
const HOSTS = /^[\w.-]+(:\d+)?(,[\w.-]+(:\d+)?)*$/;

const OPTIONS = [
  'connectionName',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
  'maxDiscoverAttempts',
  'namespace',
  'nodePreference',
  'tls',
  'tlsCAFile',
  'tlsVerifyCert',
];

/** An insecure server ignores them; without any, the client would take the batch call. */
const NOBODY: Credentials = { username: 'nobody', password: 'nobody' };

/**
 * Reads a connection string. The client's own parser would print the whole of it, password included, where it finds
 * something that it does not know.
 * @throws EventStoreMisconfigured with one sentence that names no password
 */
export function parseConnectionUrl(text: string): ConnectionUrl {
  const parts = SHAPE.exec(text.trim())?.groups;
  const hosts = parts?.['hosts'] ?? '';
  if (!parts || !HOSTS.test(hosts))
    throw new EventStoreMisconfigured(
      'the event store’s URL is not understood: write esdb://user:password@host:2113?tls=true, with %40 for an @ in the password',
    );
  const options = new Map(
    (parts['options'] ?? '')
      .split('&')
      .filter(Boolean)
      .map((pair) => pair.split('=', 2) as [string, string]),
  );
  for (const [key, value] of options) assertOption(key, value);
  const { user, password } = parts;
  const given = user !== undefined && password !== undefined;
  return {
    text: withoutNamespace(text.trim()),
    hosts,
    secure: options.get('tls') !== 'false',
    credentials: given ? { username: decoded(user), password: decoded(password) } : NOBODY,
    namespace: new Namespace(options.get('namespace')),
  };
}

/** It is ours alone: the client would complain about it. */
const withoutNamespace = (text: string): string =>
  text.replace(/([?&])namespace=[^&]*(&|$)/, (_, before: string, after: string) => after && before);

function assertOption(key: string, value: string | undefined): void {
  if (!OPTIONS.includes(key))
    throw new EventStoreMisconfigured(
      `the event store’s URL has an option "${key}", which is not supported; these are: ${OPTIONS.join(', ')}`,
    );
  if (key === 'tls' && value !== 'true' && value !== 'false')
    throw new EventStoreMisconfigured('in the event store’s URL, tls must be true or false');
  if (key === 'namespace' && !Namespace.isName(value ?? ''))
    throw new EventStoreMisconfigured(
      'in the event store’s URL, namespace must be a word of at most 31 small letters and digits that begins with a letter',
    );
  if (key === 'tlsVerifyCert' && value !== 'true')
    throw new EventStoreMisconfigured(
      'tlsVerifyCert=false has no effect: name the authority of the server’s certificate with tlsCAFile',
    );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new EventStoreMisconfigured(
      'user or password in the event store’s URL is not percent-encoded: write %25 for a %',
    );
  }
}
