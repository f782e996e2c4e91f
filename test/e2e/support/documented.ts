import { type ApiClient } from './api-client.js';

interface OpenApi {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly 'x-problems'?: readonly string[] }>>>
  >;
}

/** The router answers these to an address that it cannot read, before there is a route. */
const OF_ADDRESSES = ['request.malformed', 'request.address-too-long'];

/** Every refusal that a client met at a documented address stands in its documentation. */
export async function expectDocumented(api: ApiClient): Promise<void> {
  const { body } = await api.get<OpenApi>('//openapi.json');
  const routes = Object.entries(body.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      // A word that stands in an address comes before a placeholder.
      order: path.split('{').length,
      method: method.toUpperCase(),
      pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
      problems: operation['x-problems'] ?? [],
      path,
    })),
  );
  routes.sort((a, b) => a.order - b.order);
  const missing = api.refusals.flatMap(({ method, path, code }) => {
    const address = `/api/v1${path.replace(/\?.*$/, '')}`;
    const route = routes.find((each) => each.method === method && each.pattern.test(address));
    if (method === 'GET' && OF_ADDRESSES.includes(code)) return [];
    return route && !route.problems.includes(code) ? [`${method} ${route.path}: ${code}`] : [];
  });
  expect([...new Set(missing)]).toEqual([]);
}
