import { type OpenAPIObject } from '@nestjs/swagger';
import { REQUIRES } from '../access/requires.js';
import { PROBLEMS_EXTENSION } from './route-description.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = Exclude<NonNullable<Operation['parameters']>[number], { $ref: string }>;

/** What the server says about itself: it comes behind the office's work. */
const OWN_TAGS = ['office', 'live', 'read-models', 'problems', 'health'];

/** What is answered before it is known what a route does, and when it fails. */
const EVERYWHERE = ['request.foreign-host', 'server.stopping', 'internal.error'];
const OF_WRITES = ['request.foreign-origin'];
/** What nobody meets at a route that is open to anybody. */
const OF_ACCESS = ['access.unknown-actor', 'access.denied', 'server.starting'];

/** Puts the document in an order to read it in, and its operations so that they can be tried as they stand. */
export function arrangeOperations(document: OpenAPIObject): void {
  const posted = Object.values(document.paths).flatMap(({ post }) => post ?? []);
  const operations = Object.values(document.paths).flatMap(({ get, post }) => [get ?? [], post ?? []].flat());
  document.tags = tagsOf(operations);
  for (const operation of operations) {
    // A route that requires nothing asks nobody who they are.
    const isPublic = !(REQUIRES in operation);
    if (isPublic) operation.security = [];
    setProblems(operation, (own) => [
      ...(isPublic ? own.filter((code) => !OF_ACCESS.includes(code)) : own),
      ...EVERYWHERE,
      ...(posted.includes(operation) ? OF_WRITES : []),
    ]);
    for (const parameter of operation.parameters ?? []) if (isQuery(parameter)) leaveOut(parameter);
  }
}

type WithProblems = Operation & { [PROBLEMS_EXTENSION]?: readonly string[] };

function setProblems(operation: WithProblems, change: (own: readonly string[]) => readonly string[]): void {
  operation[PROBLEMS_EXTENSION] = [...new Set(change(operation[PROBLEMS_EXTENSION] ?? []))];
}

/** Those of the work with the most operations first. */
function tagsOf(operations: readonly Operation[]): { name: string }[] {
  const used = Map.groupBy(
    operations.flatMap(({ tags = [] }) => tags),
    (tag) => tag,
  );
  const largestFirst = [...used].sort(([, one], [, other]) => other.length - one.length);
  const work = largestFirst.map(([tag]) => tag).filter((tag) => !OWN_TAGS.includes(tag));
  return [...work, ...OWN_TAGS].map((name) => ({ name }));
}

const isQuery = (parameter: object): parameter is Parameter => 'in' in parameter && parameter.in === 'query';

/**
 * Whoever tries a question would send every example at once, and find nothing: the example of what may be left out
 * stands in its description. Lists are one value with commas.
 */
function leaveOut(parameter: Parameter): void {
  const { schema, required = false, description } = parameter;
  if (!schema || '$ref' in schema) return;
  if (schema.type === 'array') Object.assign(parameter, { style: 'form', explode: false });
  const example: unknown = schema.example;
  if (required || example === undefined) return;
  const said = `Example: \`${[example].flat().map(asTyped).join(',')}\`.`;
  delete schema.example;
  parameter.description = description === undefined ? said : `${description} ${said}`;
}

const asTyped = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
