import { type OpenAPIObject } from '@nestjs/swagger';
import { type ProblemCatalogue } from '../problems/problem-catalogue.js';
import { type ProblemDefinition } from '../problems/problem.js';

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];
type Responses = Record<string, { readonly description?: string; readonly content?: object }>;
interface Operation {
  'x-problems'?: readonly string[];
  responses?: Responses;
}

const TEXT = { type: 'string' };
const BILINGUAL = { type: 'object', required: ['vi', 'en'], properties: { vi: TEXT, en: TEXT } };

const PROBLEM: unknown = {
  type: 'object',
  description: 'RFC 9457 problem details.',
  required: ['type', 'title', 'status', 'code', 'messages'],
  properties: {
    type: TEXT,
    title: { ...TEXT, description: 'In the language asked for (Accept-Language; Vietnamese otherwise).' },
    status: { type: 'integer' },
    code: { ...TEXT, description: 'Stable; what programs look at.' },
    messages: BILINGUAL,
    correlationId: TEXT,
    details: { type: 'object', additionalProperties: true },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'code', 'message'],
        properties: { field: TEXT, code: TEXT, message: BILINGUAL },
      },
    },
  },
};

/** Turns the codes each operation names into one response per status; the example of each code stands once. */
export function addProblemResponses(document: OpenAPIObject, catalogue: ProblemCatalogue): OpenAPIObject {
  const named = new Set<string>();
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path) as Operation[]) {
      const codes = operation['x-problems'] ?? [];
      operation.responses = withProblems(operation.responses, responsesOf(codes, catalogue));
      for (const code of codes) named.add(code);
    }
  }
  const examples = [...named].sort().map((code) => [code, exampleOf(code, definitionOf(code, catalogue))]);
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM as Schema },
    examples: Object.fromEntries(examples) as Record<string, object>,
  };
  return document;
}

/** A status that both an answer and a problem can have is either. */
function withProblems(answers: Responses = {}, problems: Responses): Responses {
  const both = Object.entries(problems).map(([status, problem]) => [
    status,
    { ...problem, content: { ...answers[status]?.content, ...problem.content } },
  ]);
  return { ...answers, ...(Object.fromEntries(both) as Responses) };
}

function responsesOf(codes: readonly string[], catalogue: ProblemCatalogue): Responses {
  const known = codes.map((code) => ({ code, definition: definitionOf(code, catalogue) }));
  const byStatus = Map.groupBy(known, ({ definition }) => definition.status);
  return Object.fromEntries(
    [...byStatus].map(([status, problems]) => [
      String(status),
      {
        description: problems
          .map(({ code, definition }) => `\`${code}\`: ${definition.title.en}`)
          .join('\n\n'),
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/Problem' },
            examples: Object.fromEntries(
              problems.map(({ code }) => [code, { $ref: `#/components/examples/${code}` }]),
            ),
          },
        },
      },
    ]),
  );
}

const exampleOf = (code: string, { status, title }: ProblemDefinition) => ({
  value: { type: `/api/v1/problems/${code}`, title: title.vi, status, code, messages: title },
});

function definitionOf(code: string, catalogue: ProblemCatalogue): ProblemDefinition {
  const definition = catalogue.find(code);
  if (!definition) throw new Error(`a route names the problem ${code}, which no module has registered`);
  return definition;
}
