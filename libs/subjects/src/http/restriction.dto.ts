import { CommandDto, OneOf, Text } from '#platform';
import { RESTRICTION_GROUNDS, type RestrictionGround } from '../domain/grounds.js';

export class RestrictProcessingDto extends CommandDto {
  @OneOf(RESTRICTION_GROUNDS, { enumName: 'RestrictionGround', example: 'request' })
  readonly ground!: RestrictionGround;

  @Text({ multiline: true, example: 'Đơn của công dân ngày 10/6/2022.' })
  readonly reason!: string;
}

export class LiftRestrictionDto extends CommandDto {
  @Text({ multiline: true, example: 'Công dân rút yêu cầu.' })
  readonly reason!: string;
}
