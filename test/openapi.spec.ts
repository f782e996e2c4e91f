import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#platform';

interface Operation {
  readonly 'x-problems'?: readonly string[];
  readonly 'x-requires'?: readonly string[];
  readonly security?: readonly unknown[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly examples?: object }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly examples?: object }>>;
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly examples: Readonly<Record<string, { readonly value: { readonly status: number } }>>;
  };
}

const document = JSON.parse(readFileSync(join(projectRoot(), 'docs', 'openapi.json'), 'utf8')) as OpenApi;
const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({
    route: `${method.toUpperCase()} ${path}`,
    path,
    method,
    operation,
  })),
);
type Route = (typeof routes)[number];

/** The routes for which it is so. */
const where = (isSo: (route: Route) => boolean): readonly string[] =>
  routes.filter(isSo).map(({ route }) => route);

const declares = ({ operation }: Route, status: number): boolean => String(status) in operation.responses;
const isOpen = ({ operation }: Route): boolean => operation['x-requires'] === undefined;
const names = ({ operation }: Route, header: string): boolean =>
  operation.parameters?.some((each) => each.in === 'header' && each.name === header) ?? false;

/** Problem codes by status, as the route's answers show them. */
const shown = ({ responses }: Operation): readonly string[] =>
  Object.entries(responses).flatMap(([status, { content }]) =>
    Object.keys(content?.['application/problem+json']?.examples ?? {}).map((code) => `${status} ${code}`),
  );

describe('the kept document of the API', () => {
  it('shows each problem that a route names under its own status, and no other', () => {
    const statusOf = (code: string) => document.components.examples[code]?.value.status;
    for (const { route, operation } of routes) {
      const named = (operation['x-problems'] ?? []).map((code) => `${statusOf(code)} ${code}`);
      expect([route, [...shown(operation)].sort()]).toEqual([route, named.sort()]);
    }
  });

  it('says of every route that it can fail, stop and be asked under a foreign name', () => {
    expect(where((route) => ![500, 503, 421].every((status) => declares(route, status)))).toEqual([]);
  });

  it('says who may come: nobody is refused where anybody may, and whoever is unknown elsewhere', () => {
    const refusesStrangers = (route: Route) => declares(route, 401) && declares(route, 403);
    expect(where((route) => !isOpen(route) && !refusesStrangers(route))).toEqual([]);
    expect(where((route) => isOpen(route) && (declares(route, 401) || declares(route, 403)))).toEqual([]);
    expect(where((route) => isOpen(route) !== (route.operation.security?.length === 0))).toEqual([]);
  });

  it('says of every address with a placeholder that there may be nothing', () => {
    expect(where((route) => route.path.includes('{') && !declares(route, 404))).toEqual([]);
  });

  it('names the header that each answer depends on', () => {
    expect(where((route) => declares(route, 304) !== names(route, 'If-None-Match'))).toEqual([]);
    expect(
      where((route) => declares(route, 412) && !names(route, 'If-Match') && !declares(route, 201)),
    ).toEqual([]);
  });

  it('has an example of every body, and says that it may be refused', () => {
    const contents = ({ operation }: Route) => Object.values(operation.requestBody?.content ?? {});
    expect(
      where((route) => contents(route).some(({ examples = {} }) => Object.keys(examples).length === 0)),
    ).toEqual([]);
    expect(
      where(
        (route) => contents(route).length > 0 && ![400, 413, 415].every((status) => declares(route, status)),
      ),
    ).toEqual([]);
  });
});
