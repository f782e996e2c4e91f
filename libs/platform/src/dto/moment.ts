import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { addDays, type Instant, isInstant, isLocalDate } from '#kernel';
import { type RequestContext } from '../http/request-context.js';
import { type Office } from '../office/office.js';
import { ValidationFailed } from '../problems/validation-failed.js';
import { fault, field, type FieldOptions } from './field-rule.js';

/** A moment with an offset or `Z`, or a day; what it means to the office, {@link momentOf} says. */
export const MomentField = (options: FieldOptions & { readonly example?: string } = {}): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => written(value)),
    field(
      (value) =>
        isMoment(value)
          ? null
          : fault(
              'moment',
              'phải là một ngày, hoặc một thời điểm có múi giờ, ví dụ 2022-06-15T08:00:00+07:00',
              'must be a day, or a moment with an offset, for example 2022-06-15T08:00:00+07:00',
            ),
      options,
      { type: String, example: options.example ?? '2022-12-31' },
    ),
  );

export const isMoment = (value: unknown): value is string => isLocalDate(value) || isInstant(value);

/** A moment in UTC with milliseconds; everything else as it is. */
export const written = (value: unknown): unknown =>
  isInstant(value) && !isLocalDate(value)
    ? new Date(Temporal.Instant.from(value).epochMilliseconds).toISOString()
    : value;

/** When and where a moment is asked for. */
export interface Asking {
  readonly request: Pick<RequestContext, 'today'>;
  readonly office: Pick<Office, 'startOfDay' | 'today'>;
}

/**
 * The moment that a day or a moment in `field` means: a day is over at the office, as whoever says "as at 31 December"
 * counts that day in. Today is as it stands.
 * @throws ValidationFailed for a day that is still to come
 */
export function momentOf(text: string, field: string, { request, office }: Asking): Instant {
  const isDay: boolean = isLocalDate(text);
  if ((isDay ? text : office.today(text)) > request.today) {
    const message = { vi: 'chưa đến ngày này', en: 'is on a day that is still to come' };
    throw new ValidationFailed([{ field, code: 'future', message }]);
  }
  return isDay ? lastMoment(office.startOfDay(addDays(text, 1))) : text;
}

const lastMoment = (next: Instant): Instant => new Date(Date.parse(next) - 1).toISOString();
