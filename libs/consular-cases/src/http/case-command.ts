import { applyDecorators, Post } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { ApiId, CommandRoute, Requires } from '#platform';
import { commandPath } from '../queries/command-path.js';
import { COMMAND_TYPES, EVENT_OF } from '../domain/actions.js';
import { COMMAND_LABELS } from '../domain/command-labels.js';
import { type ConsularCaseCommandType } from '../domain/commands/index.js';
import { type CaseErrorCode } from '../domain/errors.js';
import { phaseCodesOf } from '../domain/rules/phase.js';
import { type CaseBody } from './examples/index.js';

const DAY_PROBLEMS: readonly CaseErrorCode[] = [
  'consular-case.date-in-future',
  'consular-case.date-out-of-order',
  'consular-case.numbered-before-signature',
];

/** What facts of a kind can be refused with, whatever command brings them. */
export const DETAIL_PROBLEMS: readonly CaseErrorCode[] = [
  'consular-case.kind-detail-invalid',
  'consular-case.kind-detail-missing',
  'consular-case.kind-detail-unknown',
  'consular-case.unknown-gate',
  'consular-case.unknown-mission',
  'consular-case.unknown-province',
  'consular-case.subject-erased',
  'consular-case.unknown-subject',
  'consular-case.victim-decision-required',
];

/**
 * The route of one command on one case: `POST /api/v1/consular-cases/{id}/<path>`. `description` says what it means
 * and the rules it comes from, `body` is documented with its examples. `problems` are those of what the command says; what the case's phase and the day can answer is added.
 */
export const CaseCommand = (
  path: string,
  description: string,
  body: CaseBody,
  problems: readonly CaseErrorCode[] = [],
): MethodDecorator =>
  applyDecorators(
    Post(`:id/${path}`),
    ApiId(),
    Requires('case.command'),
    ApiBody(body),
    CommandRoute({
      summary: summaryOf(commandAt(path)),
      description,
      problems: [...phaseProblemsOf(path), ...DAY_PROBLEMS, ...problems, 'personal.erased'],
    }),
  );

/** What a command is called in the documentation: as the actions of a case call it. */
export const summaryOf = (command: ConsularCaseCommandType): string =>
  `${COMMAND_LABELS[command].en} · ${COMMAND_LABELS[command].vi}`;

/** @throws Error for a path that is no command's name */
export const phaseProblemsOf = (path: string): readonly CaseErrorCode[] =>
  phaseCodesOf(EVENT_OF[commandAt(path)]);

function commandAt(path: string): ConsularCaseCommandType {
  const command = COMMAND_TYPES.find((type) => commandPath(type) === path);
  if (!command) throw new Error(`no command is called ${path}`);
  return command;
}
