import { type StoreUrl } from './store-url.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

/** Why what travels to and from this store could be read or changed on its way, in half a sentence; `null` when not. */
export function insecurityOf({ scheme, location }: StoreUrl): string | null {
  if (scheme.startsWith('esdb'))
    return optionsOf(location).get('tls') === 'false'
      ? 'tls=false: such a server also takes everybody for an administrator'
      : null;
  if (!scheme.startsWith('mongodb')) return null;
  const options = optionsOf(location);
  const tls = options.get('tls') ?? options.get('ssl') ?? String(scheme.endsWith('+srv'));
  return tls === 'true' || hostsOf(location).every((host) => LOOPBACK.test(host)) ? null : 'no tls=true';
}

function optionsOf(location: string): ReadonlyMap<string, string> {
  const query = new URLSearchParams(/\?(.*)$/s.exec(location)?.[1] ?? '');
  return new Map([...query].map(([key, value]) => [key.toLowerCase(), value]));
}

const hostsOf = (location: string): readonly string[] =>
  (/^[^:]+:\/\/(?:[^/?]*@)?([^/?]*)/.exec(location)?.[1] ?? '').split(',');
