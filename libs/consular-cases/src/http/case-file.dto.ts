import { CommandDto, Flag, Id, OneOf, OptionalText, Text } from '#platform';
import { codesOf } from '../domain/vocabulary/index.js';
import {
  CONTACT_CHANNELS,
  CONTACT_PARTIES,
  type ContactChannel,
  type ContactParty,
  OFFICER_ROLES,
  type OfficerRole,
  type Outcome,
  OUTCOMES,
  VICTIM_DECIDERS,
  type VictimDecider,
  WITHDRAWN_BY,
  type WithdrawnBy,
} from '../domain/vocabulary/acts.js';

export class RecordContactDto extends CommandDto {
  @OneOf(codesOf(CONTACT_PARTIES), { example: 'relative' })
  readonly with!: ContactParty;

  @Id({ optional: true, description: 'The registered subject who was spoken to.' })
  readonly subject?: string;

  @OneOf(codesOf(CONTACT_CHANNELS), { example: 'phone' })
  readonly channel!: ContactChannel;

  @Flag({
    optional: true,
    example: true,
    description: 'False when nobody could be reached; true when left out.',
  })
  readonly answered?: boolean;

  @Text({ multiline: true, example: 'Gia đình đã nhận được tin và sẽ bổ sung giấy tờ.' })
  readonly summary!: string;
}

export class AddNoteDto extends CommandDto {
  @Text({ multiline: true, example: 'Hẹn gia đình sáng thứ Hai.' })
  readonly text!: string;
}

export class AssignOfficerDto extends CommandDto {
  @Text({ max: 60, example: 'officer-consular', description: 'Id of a member of the office.' })
  readonly officer!: string;

  @OneOf(codesOf(OFFICER_ROLES), { example: 'lead' })
  readonly role!: OfficerRole;
}

export class RecordOutcomeDto extends CommandDto {
  @OneOf(codesOf(OUTCOMES), { example: 'returned' })
  readonly outcome!: Outcome;

  @OneOf(codesOf(VICTIM_DECIDERS), {
    optional: true,
    example: 'provincial_police',
    description: 'Required for `victim_confirmed`: who decided it. // A-8',
  })
  readonly decidedBy?: VictimDecider;

  @OptionalText({ multiline: true })
  readonly explanation?: string;
}

export class NotifyFamilyDto extends CommandDto {
  @Id({ description: 'The registered subject who was told.' })
  readonly relative!: string;

  @OneOf(codesOf(CONTACT_CHANNELS), { example: 'phone' })
  readonly channel!: ContactChannel;

  @OptionalText({ multiline: true })
  readonly summary?: string;
}

export class WaiveFamilyNotificationDto extends CommandDto {
  @Text({ multiline: true, example: 'Không còn thân nhân nào liên lạc được.' })
  readonly reason!: string;
}

export class CloseCaseDto extends CommandDto {
  @OptionalText({ multiline: true })
  readonly remark?: string;
}

export class WithdrawCaseDto extends CommandDto {
  @OneOf(codesOf(WITHDRAWN_BY), { example: 'applicant' })
  readonly by!: WithdrawnBy;

  @Text({ multiline: true, example: 'Người thân đã tự liên lạc được và không cần giúp nữa.' })
  readonly reason!: string;
}
