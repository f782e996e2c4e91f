import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { HISTORY_CLOCKS, type HistoryClock, type PastMoment, type PastPoint } from '#event-sourcing';
import {
  type Asking,
  fault,
  field,
  type FieldOptions,
  Integer,
  isMoment,
  MomentField,
  momentOf,
  OneOf,
  type RequestContext,
  ValidationFailed,
  written,
} from '#platform';
import { type ComparedPoints } from '../queries/case-comparison.js';

/** A moment on one of the clocks. */
export class PastMomentDto implements PastMoment {
  @ApiProperty({ format: 'date-time', example: '2022-12-31T16:59:59.999Z' })
  readonly asAt!: string;

  @ApiProperty({ enum: HISTORY_CLOCKS, enumName: 'HistoryClock' })
  readonly clock!: HistoryClock;
}

/** Says in an answer that it is about the past. */
export const IsPast = (): PropertyDecorator =>
  ApiPropertyOptional({
    type: PastMomentDto,
    description: 'This is the past: the moment that was asked for.',
  });

/** A moment on one of two clocks; the present when left out. */
export const AsAt = (): PropertyDecorator =>
  MomentField({
    optional: true,
    description: 'Everything as it was at that moment, or at the end of that day at the office.',
  });

export const Clock = (goesWith: string): PropertyDecorator =>
  OneOf(HISTORY_CLOCKS, {
    optional: true,
    enumName: 'HistoryClock',
    description:
      `Goes with ${goesWith}. \`recorded\` (when left out): what was known then. \`occurred\`: what was true then, ` +
      'as known today; a day counts from its midnight at the office.',
  });

/** As a moment is asked for. */
export type MomentDto = Pick<PastDto, 'asAt' | 'clock'>;

/** A point in the past: a revision, or a moment on one of two clocks. */
export class PastDto {
  @Integer({ optional: true, query: true, description: 'As that revision left it.', example: 3 })
  readonly revision?: number;

  @MomentField({
    optional: true,
    description: 'As it was at that moment, or at the end of that day at the office.',
  })
  readonly asAt?: string;

  @Clock('`asAt`')
  readonly clock?: HistoryClock;
}

/** The point that is asked for; `null` for the present. @throws ValidationFailed for two points at once */
export function pastPointOf({ revision, asAt, clock }: PastDto, asking: Asking): PastPoint | null {
  if (revision !== undefined && (asAt ?? clock) !== undefined)
    throw contradiction(
      'revision',
      'chỉ dùng một trong hai: revision hoặc asAt',
      'goes without asAt and clock',
    );
  if (revision !== undefined) return { revision };
  return pastMomentOf({ ...(asAt !== undefined && { asAt }), ...(clock && { clock }) }, asking);
}

/** The moment that is asked for; `null` for the present. @throws ValidationFailed for a clock alone */
export function pastMomentOf({ asAt, clock }: MomentDto, asking: Asking): PastMoment | null {
  if (asAt !== undefined) return { asAt: momentOf(asAt, 'asAt', asking), clock: clock ?? 'recorded' };
  if (clock !== undefined) throw contradiction('clock', 'phải đi cùng asAt', 'goes with asAt');
  return null;
}

const Point = (options: FieldOptions & { readonly example: string }): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => written(value)),
    field(
      (value) =>
        isRevision(value) || isMoment(value)
          ? null
          : fault(
              'point',
              'phải là số phiên bản, một ngày, hoặc một thời điểm có múi giờ',
              'must be a revision, a day, or a moment with an offset',
            ),
      options,
      { type: String, example: options.example },
    ),
  );

const isRevision = (value: unknown): value is string => typeof value === 'string' && /^\d{1,15}$/.test(value);

/** Two points of a case's past. */
export class CompareDto {
  @Point({
    description: 'A revision, a moment, or a day, which counts to its end at the office.',
    example: '2022-06-15',
  })
  readonly from!: string;

  @Point({ optional: true, description: 'As `from`; the present when left out.', example: '2022-12-31' })
  readonly to?: string;

  @Clock('moments and days')
  readonly clock?: HistoryClock;
}

/** @throws ValidationFailed for a moment that is still to come */
export function comparedPoints(
  { from, to, clock = 'recorded' }: CompareDto,
  asking: Asking & { readonly request: Pick<RequestContext, 'now'> },
): ComparedPoints {
  const point = (text: string, name: string): PastPoint =>
    isRevision(text) ? { revision: Number(text) } : { asAt: momentOf(text, name, asking), clock };
  return { from: point(from, 'from'), to: point(to ?? asking.request.now, 'to') };
}

export const contradiction = (name: string, vi: string, en: string): ValidationFailed =>
  new ValidationFailed([{ field: name, code: 'contradiction', message: { vi, en } }]);
