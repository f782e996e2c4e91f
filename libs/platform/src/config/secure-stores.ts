import { type StoreUrl } from './store-url.js';

/** With one of these, whoever answers is taken for the server. */
const UNVERIFIED = ['tlsInsecure', 'tlsAllowInvalidCertificates', 'tlsAllowInvalidHostnames'];
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

/** Why what travels to and from this store could be read or changed on its way, in half a sentence; `null` when not. */
export function insecurityOf({ scheme, location }: StoreUrl): string | null {
  if (scheme.startsWith('esdb'))
    return optionsOf(location).get('tls') === 'false'
      ? 'tls=false: such a server also takes everybody for an administrator'
      : null;
  if (!scheme.startsWith('mongodb')) return null;
  if (hostsOf(location).every((host) => LOOPBACK.test(host))) return null;
  const options = optionsOf(location);
  const unverified = UNVERIFIED.find((name) => options.get(name.toLowerCase()) === 'true');
  if (unverified !== undefined) return `${unverified}: anybody could answer in the server’s place`;
  const tls = options.get('tls') ?? options.get('ssl') ?? String(scheme.endsWith('+srv'));
  return tls === 'true' ? null : 'no tls=true';
}

function optionsOf(location: string): ReadonlyMap<string, string> {
  const query = new URLSearchParams(/\?(.*)$/s.exec(location)?.[1] ?? '');
  return new Map([...query].map(([key, value]) => [key.toLowerCase(), value]));
}

const hostsOf = (location: string): readonly string[] =>
  (/^[^:]+:\/\/(?:[^/?]*@)?([^/?]*)/.exec(location)?.[1] ?? '').split(',');
