import { DateOnly } from './values.js';
import { Nested } from './structures.js';
import { OptionalText, Sign, Text } from './text.js';

/** The paper in the office's register that a command rests on. // G-3 */
export class SourceDto {
  @Sign({ max: 60, example: 'incoming-2022', description: 'Register the paper is entered in.' })
  readonly register!: string;

  @Sign({ max: 40, example: '152', description: 'Number in that register.' })
  readonly number!: string;

  @Sign({ optional: true, max: 60, example: 'CV/LS-BHCD' })
  readonly symbol?: string;

  @DateOnly({ example: '2022-06-10' })
  readonly date!: string;

  @DateOnly({
    optional: true,
    example: '2022-06-10',
    description: 'The day on which it was signed; it is numbered (`date`) no earlier. // G-4',
  })
  readonly signedOn?: string;

  @Text({ example: 'Cục Lãnh sự', description: 'The body or person that issued the paper.' })
  readonly issuer!: string;
}

/** What every command's body may carry beside its own data. */
export class CommandDto {
  @DateOnly({
    optional: true,
    description: 'The day it happened; today when left out.',
    example: '2022-06-14',
  })
  readonly occurredOn?: string;

  @Nested(() => SourceDto, { optional: true })
  readonly source?: SourceDto;

  @OptionalText({
    max: 100,
    description: 'Id of the member of staff whom the actor stands in for; one who may do this.',
    example: 'head-consular',
  })
  readonly onBehalfOf?: string;
}

/** A command without data of its own. */
export class EmptyCommandDto extends CommandDto {}

/** The command's own data: the body without what every command may carry. */
export function dataOf<D extends CommandDto>(body: D): Omit<D, keyof CommandDto> {
  const { occurredOn: _occurredOn, source: _source, onBehalfOf: _onBehalfOf, ...data } = body;
  return data;
}
