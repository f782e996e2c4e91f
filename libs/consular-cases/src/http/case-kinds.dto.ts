import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LabelDto } from '#platform';
import { CASE_KINDS, type CaseKind, KIND_CODES, type KindField } from '../domain/kinds/index.js';
import * as common from '../domain/vocabulary/index.js';
import * as acts from '../domain/vocabulary/acts.js';
import * as archive from '../domain/vocabulary/archive.js';
import * as course from '../domain/vocabulary/course.js';
import * as turns from '../domain/vocabulary/turns.js';

class ChoiceDto extends LabelDto implements common.Choice {
  @ApiProperty({ example: 'agreed' })
  readonly code!: string;
}

class KindFieldDto extends LabelDto implements Omit<KindField, 'type'> {
  @ApiProperty({ example: 'visitConsent' })
  readonly name!: string;

  @ApiProperty({ example: 'choice' })
  readonly type!: string;

  @ApiPropertyOptional({ type: [ChoiceDto] })
  readonly choices?: ChoiceDto[];

  @ApiProperty({ description: 'Offence, health, cause of death, trafficking.' })
  readonly sensitive!: boolean;

  @ApiProperty({ description: 'Kept as personal data.' })
  readonly sealed!: boolean;

  @ApiPropertyOptional({ description: 'Has to be known once anything of the kind is recorded.' })
  readonly required?: boolean;
}

class CaseKindDto extends LabelDto {
  @ApiProperty({ enum: KIND_CODES, enumName: 'CaseKindCode' })
  readonly code!: string;

  @ApiProperty({ type: [KindFieldDto] })
  readonly fields!: KindFieldDto[];
}

/** What forms are built from: the kinds of case with their fields, and every closed list with its names. */
export class CaseKindsDto {
  @ApiProperty({ type: [CaseKindDto] })
  readonly kinds!: readonly CaseKind[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: { $ref: '#/components/schemas/ChoiceDto' } },
    description: 'By name: phases, channels, outcomes …',
  })
  readonly lists!: Readonly<Record<string, readonly common.Choice[]>>;
}

/** @returns the same for every office and every reader */
export const caseKinds = (): CaseKindsDto => ({
  kinds: CASE_KINDS,
  lists: {
    phases: common.PHASES,
    channels: common.CHANNELS,
    responsibilityBases: common.RESPONSIBILITY_BASES,
    urgencies: common.URGENCIES,
    identityMethods: common.IDENTITY_METHODS,
    paperKinds: common.PAPER_KINDS,
    dossiers: common.DOSSIERS,
    remainsForms: common.REMAINS_FORMS,
    remainsEligibilities: common.REMAINS_ELIGIBILITIES,
    residenceProofs: common.RESIDENCE_PROOFS,
    addressees: acts.ADDRESSEES,
    rescuers: acts.RESCUERS,
    travelDocumentKinds: acts.TRAVEL_DOCUMENT_KINDS,
    receivers: acts.RECEIVERS,
    returnRoutes: acts.RETURN_ROUTES,
    payers: acts.PAYERS,
    outcomes: acts.OUTCOMES,
    victimDeciders: acts.VICTIM_DECIDERS,
    victimStatuses: acts.VICTIM_STATUSES,
    contactParties: acts.CONTACT_PARTIES,
    contactChannels: acts.CONTACT_CHANNELS,
    withdrawnBy: acts.WITHDRAWN_BY,
    officerRoles: acts.OFFICER_ROLES,
    copyKinds: acts.COPY_KINDS,
    classifications: acts.CLASSIFICATIONS,
    secrecyMarks: acts.SECRECY_MARKS,
    reopenGrounds: turns.REOPEN_GROUNDS,
    relations: turns.RELATIONS,
    transferParties: turns.TRANSFER_PARTIES,
    transferBases: turns.TRANSFER_BASES,
    stances: course.STANCES,
    fileTasks: archive.FILE_TASKS,
  },
});
