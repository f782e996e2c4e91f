import { HttpException } from '@nestjs/common';
import {
  ConcurrencyConflict,
  idOf,
  InvalidAppend,
  InvalidCursor,
  InvalidPayload,
  KeyDestroyed,
  StoreUnavailable,
  UndecodableEvent,
} from '#event-sourcing';
import { DomainError, UnfoldableEvent } from '#kernel';
import { type FieldProblem } from './problem.js';
import { ValidationFailed } from './validation-failed.js';

/** An error as a code of the catalogue, before anything is known about language. */
export interface Fault {
  readonly code: string;
  /** Overrides the catalogue's status; only for refusals of HTTP itself that have no code of their own. */
  readonly status?: number;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FieldProblem[];
}

const INTERNAL: Fault = { code: 'internal.error' };

const CODE_OF_ERROR = [
  [ConcurrencyConflict, 'command.conflict'],
  [StoreUnavailable, 'store.unavailable'],
  [KeyDestroyed, 'personal.erased'],
  [InvalidCursor, 'request.cursor-invalid'],
  [InvalidAppend, 'request.too-large'],
] as const;

/** Codes for what HTTP itself refuses: an unknown address, a body that cannot be read. */
const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'request.malformed',
  404: 'request.not-found',
  405: 'request.method-not-allowed',
  408: 'request.timeout',
  413: 'request.too-large',
  414: 'request.address-too-long',
  415: 'request.unsupported-media-type',
  431: 'request.headers-too-large',
};

/** What a thrown value means to a client. */
export function faultOf(error: unknown): Fault {
  if (error instanceof InvalidPayload)
    return { code: error.code, details: error.details, errors: error.errors };
  if (error instanceof DomainError) return { code: error.code, details: error.details };
  if (error instanceof ValidationFailed) return { code: 'validation.failed', errors: error.errors };
  if (error instanceof UndecodableEvent || error instanceof UnfoldableEvent) {
    const { stream, revision } = error.event;
    return { code: 'history.not-foldable', details: { id: idOf(stream), revision } };
  }
  const known = CODE_OF_ERROR.find(([kind]) => error instanceof kind);
  if (known) return { code: known[1] };
  const status = httpStatusOf(error);
  if (status === null || status >= 500) return INTERNAL;
  return { code: CODE_OF_STATUS[status] ?? 'request.refused', status };
}

/** The status of an error that Nest, Fastify or one of its plugins threw. */
function httpStatusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null;
  return typeof error.statusCode === 'number' ? error.statusCode : null;
}
