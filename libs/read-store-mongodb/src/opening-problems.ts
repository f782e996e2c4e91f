import { isNativeError } from 'node:util/types';
import { MongoCompatibilityError, MongoServerError } from 'mongodb';
import { StoreUnavailable } from '#event-sourcing';
import { type ConnectionUrl } from './connection-url.js';
import { MongoMisconfigured } from './misconfigured.js';

/** What the driver says where waiting changes nothing, and what to say instead. */
const MISTAKES: readonly [said: RegExp, sentence: (hosts: string) => string][] = [
  [
    /\balert (certificate|bad certificate|unknown ca|handshake failure)/i,
    (hosts) =>
      `${hosts} wants a certificate of this process: name one that it trusts with tlsCertificateKeyFile in MongoDB’s URL`,
  ],
  [
    /wrong version number|packet length too long|unknown protocol|SSL routines/i,
    (hosts) => `${hosts} does not speak TLS: leave tls=true out of MongoDB’s URL if that is meant to be so`,
  ],
  [
    /certificate|altnames/i,
    (hosts) =>
      `the certificate of ${hosts} is not trusted: name its authority with tlsCAFile in MongoDB’s URL`,
  ],
];

/** What Node says of a file: it is there when the process starts, or never. */
const UNREAD = /E[A-Z]+: [^,]+, (open|read)\b( '[^']*')?/;

/** Refused users: unauthorized, authentication failed, no such mechanism. */
const REFUSALS = new Set([13, 18, 334, 8_000]);

/** One sentence for what went wrong at opening, without the password. */
export function problemOf(error: unknown, { hosts, secure }: Pick<ConnectionUrl, 'hosts' | 'secure'>): Error {
  if (error instanceof MongoMisconfigured) return error;
  const said = reasonsOf(error);
  if (isRefusal(error))
    return new MongoMisconfigured(`MongoDB at ${hosts} refuses the user or the password of its URL`, {
      cause: error,
    });
  if (chainOf(error).some((link) => link instanceof MongoCompatibilityError))
    return new MongoMisconfigured(`the server at ${hosts} is too old: MongoDB 5.0 or later is needed`, {
      cause: error,
    });
  const mistake = MISTAKES.find(([pattern]) => pattern.test(said));
  if (mistake) return new MongoMisconfigured(mistake[1](hosts), { cause: error });
  const unread = UNREAD.exec(said);
  if (unread) return new MongoMisconfigured(`MongoDB’s URL names a file that cannot be read: ${unread[0]}`);
  if (isArgument(error))
    return new MongoMisconfigured(`MongoDB’s URL is not understood: ${reasonOfArgument(error)}`);
  return new StoreUnavailable(`no MongoDB answers at ${hosts}: ${reasonFor(said, secure)}`, { cause: error });
}

const isRefusal = (error: unknown): boolean =>
  chainOf(error).some((link) => link instanceof MongoServerError && REFUSALS.has(Number(link.code)));

const ARGUMENT_ERRORS = new Set([
  'MongoParseError',
  'MongoInvalidArgumentError',
  'MongoAPIError',
  'MongoMissingCredentialsError',
  'MongoMissingDependencyError',
]);

const isArgument = (error: unknown): error is Error =>
  error instanceof Error && ARGUMENT_ERRORS.has(error.name);

/** The driver's sentences about options name them; those about the whole may repeat it, password included. */
const reasonOfArgument = ({ message }: Error): string =>
  /^(option|the option|options) |not supported|must be|cannot/i.test(message) && !message.includes('://')
    ? message
    : 'write mongodb://user:password@host:27017/database, with %40 for an @ in the password';

const reasonsOf = (error: unknown): string =>
  chainOf(error)
    .map((link) => `${link.message} ${String((link as NodeJS.ErrnoException).code ?? '')}`)
    .join(' ');

function chainOf(error: unknown): Error[] {
  return isNativeError(error) ? [error, ...chainOf(error.cause)] : [];
}

function reasonFor(said: string, secure: boolean): string {
  if (/ECONNREFUSED/.test(said)) return 'the connection is refused';
  if (/ENOTFOUND|EAI_AGAIN|ENODATA|querySrv/i.test(said)) return 'the host’s name is not known';
  if (/timed out|timeout/i.test(said) && !/ECONN/.test(said))
    return 'it is silent, has no primary, or is of another replica set than the URL says';
  if (/connection .*closed|ECONNRESET|socket/i.test(said))
    return secure
      ? 'the connection is dropped; a server without TLS does this when the URL says tls=true'
      : 'the connection is dropped; a server that wants TLS does this when the URL does not say tls=true';
  return said.trim();
}
