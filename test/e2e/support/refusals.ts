import { type Answer, type Json } from './api-client.js';
import { type TestOffice } from './office.js';

interface Problem extends Json {
  readonly code: string;
  readonly title: string;
  readonly messages: { readonly vi: string; readonly en: string };
  readonly errors?: readonly FieldProblem[];
}

interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly message: { readonly vi: string; readonly en: string };
}

const VIETNAMESE = /[À-ỹ]/;

/** The answer is this problem, whole: RFC 9457, its code, and sentences without gaps in both languages. */
export function expectProblem(answer: Answer<unknown>, status: number, code: string): Problem {
  const problem = answer.body as Problem;
  expect({ status: answer.status, code: problem.code }).toEqual({ status, code });
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(problem).toMatchObject({ type: `/api/v1/problems/${code}`, status });
  expectSentences(problem.messages);
  expect([problem.messages.vi, problem.messages.en]).toContain(problem.title);
  for (const { message } of problem.errors ?? []) expectSentences(message);
  return problem;
}

function expectSentences({ vi, en }: { readonly vi: string; readonly en: string }): void {
  expect(vi).not.toBe(en);
  for (const sentence of [vi, en]) {
    expect(sentence).not.toBe('');
    expect(sentence).not.toMatch(/[{}…]|undefined|\[object/);
  }
  expect(vi).toMatch(VIETNAMESE);
}

/** Which fields were refused, and why. */
export const refusedFields = ({ errors = [] }: Problem): [string, string][] =>
  errors.map(({ field, code }) => [field, code]);

/** Whatever `work` asks for, the log stays as it was. */
export async function leavesLogAlone<T>(office: TestOffice, work: () => Promise<T>): Promise<T> {
  const before = await office.head();
  const result = await work();
  expect(await office.head()).toBe(before);
  return result;
}
