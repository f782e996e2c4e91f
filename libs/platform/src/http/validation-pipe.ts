import { type ArgumentMetadata, type PipeTransform, ValidationPipe } from '@nestjs/common';
import { type ValidationError } from 'class-validator';
import { UNKNOWN_FIELD } from '#event-sourcing';
import { AS_TEXT, type FieldFault } from '../dto/field-rule.js';
import { isDeeperThan, isObject, NOT_AN_OBJECT, TOO_LARGE } from '../dto/structures.js';
import { type FieldProblem } from '../problems/problem.js';
import { ValidationFailed } from '../problems/validation-failed.js';

/** More levels than any body has; class-transformer follows each of them on the stack. */
const MAX_LEVELS = 32;

/** Judges every body and query by its DTO; what the DTO does not name is refused, nothing is converted silently. */
class DtoPipe extends ValidationPipe {
  constructor(groups: readonly string[] = []) {
    super({
      transform: true,
      transformOptions: { enableImplicitConversion: false, groups: [...groups] },
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      stopAtFirstError: true,
      exceptionFactory: (errors) => new ValidationFailed(fieldProblems(errors)),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    // A list or a bare value would be judged field by field as if it were the object.
    if (metadata.type === 'body' && value !== undefined && !isObject(value)) {
      throw new ValidationFailed([{ field: 'body', ...NOT_AN_OBJECT }]);
    }
    if (metadata.type === 'body' && isDeeperThan(value, MAX_LEVELS)) {
      throw new ValidationFailed([{ field: 'body', ...TOO_LARGE }]);
    }
    if (metadata.type === 'body' || metadata.type === 'query') assertKeysKept(value);
    return super.transform(value, metadata);
  }
}

/** What every object or class has from the start; Nest and class-transformer leave such keys out without a word. */
const INBORN: ReadonlySet<string> = new Set(['prototype', ...Object.getOwnPropertyNames(Object.prototype)]);

/** @throws ValidationFailed naming the keys that would get lost on the way into a DTO */
function assertKeysKept(value: unknown): void {
  const lost = inbornKeys(value);
  if (lost.length > 0) throw new ValidationFailed(lost.map((field) => ({ field, ...UNKNOWN_FIELD })));
}

function inbornKeys(value: unknown, parent = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = pathOf(parent, key);
    return INBORN.has(key) ? [path] : inbornKeys(inner, path);
  });
}

/** Reads bodies as they are: a number in quotes is no number. Where everything arrives as text, texts are read. */
class RequestPipe implements PipeTransform {
  private readonly asSaid = new DtoPipe();
  private readonly asText = new DtoPipe([AS_TEXT]);

  transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    return (metadata.type === 'body' ? this.asSaid : this.asText).transform(value, metadata);
  }
}

export const validationPipe = (): PipeTransform<unknown, Promise<unknown>> => new RequestPipe();

/** For forms, whose fields are all text. */
export const formPipe = (): PipeTransform<unknown, Promise<unknown>> => new DtoPipe([AS_TEXT]);

/** One problem per refused field, with its path from the top. */
export function fieldProblems(errors: readonly ValidationError[], parent = ''): FieldProblem[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const field = pathOf(parent, property);
    const own = Object.entries(constraints ?? {}).map(([name, message]) => ({
      field,
      ...faultOf(name, message),
    }));
    const inner = fieldProblems(children ?? [], field);
    // A nested object that is missing or no object says so itself; class-validator repeats it in its own words.
    const said = own.filter(({ code }) => code !== 'nestedValidation');
    return [...(said.length > 0 || inner.length > 0 ? said : own), ...inner];
  });
}

const pathOf = (parent: string, property: string): string => {
  if (parent === '') return property;
  return /^\d+$/.test(property) ? `${parent}[${property}]` : `${parent}.${property}`;
};

function faultOf(constraint: string, message: string): FieldFault {
  if (constraint === 'whitelistValidation') {
    return UNKNOWN_FIELD;
  }
  if (constraint === 'field') return JSON.parse(message) as FieldFault;
  return { code: constraint, message: { vi: 'không hợp lệ', en: message } };
}
