import { CommandDto, OneOf, Text } from '#platform';
import { codesOf } from '../domain/vocabulary/index.js';
import { WITHDRAWN_BY, type WithdrawnBy } from '../domain/vocabulary/acts.js';

export class ProposeWithdrawalDto extends CommandDto {
  @OneOf(codesOf(WITHDRAWN_BY), { example: 'applicant' })
  readonly by!: WithdrawnBy;

  @Text({ multiline: true, example: 'Gia đình đã đón được cháu và không cần giúp nữa.' })
  readonly reason!: string;
}
