import { type ProcedureCommand } from '#event-sourcing';
import { personal, type SourceDocument, type Verdict } from '#kernel';
import { CommandDto, SourceDto } from '../dto/command-dto.js';
import { FreeFormObject, Nested } from '../dto/structures.js';
import { OptionalText, Text } from '../dto/text.js';
import { DateOnly, Id, OneOf } from '../dto/values.js';

export const VERDICTS = ['approved', 'refused'] as const satisfies readonly Verdict[];

/** What an event should have said. `occurredOn` and `source` are the correction's own. */
export class CorrectFactDto extends CommandDto {
  @Id({ description: 'Id of the event, as the history has it: of the original, not of a correction of it.' })
  readonly target!: string;

  @FreeFormObject({
    optional: true,
    description:
      'A merge patch (RFC 7396) of what the event says as it stands, in the fields that its command takes: what is ' +
      'left out stays as it is, personal texts too, so that nobody has to read them; `null` takes an optional field ' +
      'away; a text that is sent replaces what was there.',
    example: { country: 'KH' },
  })
  readonly changes?: Readonly<Record<string, unknown>>;

  @DateOnly({
    optional: true,
    description: 'The day it happened, when that was wrong.',
    example: '2022-06-13',
  })
  readonly correctedOccurredOn?: string;

  @Nested(() => SourceDto, {
    optional: true,
    description: 'The paper in the register that it rests on, when that was wrong.',
  })
  readonly correctedSource?: SourceDto;

  @Id({
    optional: true,
    description:
      'Id of somebody whom the record is about beside others, and who is to be erased: what is sent is a redacted ' +
      'version, which belongs to the others alone and stays readable.',
  })
  readonly redactedFor?: string;

  @Text({ multiline: true, example: 'Nhập nhầm nước, hộ chiếu ghi Campuchia.' })
  readonly reason!: string;

  @OptionalText({
    multiline: true,
    description: 'What shows that it was so; a registered paper goes into `source`.',
    example: 'Bản sao hộ chiếu trong hồ sơ.',
  })
  readonly evidence?: string;
}

export class ProposeVoidingDto extends CommandDto {
  @Id({ description: 'Id of the event, correction or voiding that was entered in error.' })
  readonly target!: string;

  @Text({ multiline: true, example: 'Ghi nhầm của vụ việc khác.' })
  readonly reason!: string;
}

export class DecideProposalDto extends CommandDto {
  @Id({ description: 'Id of the proposal: of the event that proposed it.' })
  readonly proposal!: string;

  @OneOf(VERDICTS, { example: 'approved', enumName: 'Verdict' })
  readonly verdict!: Verdict;

  @OptionalText({
    multiline: true,
    description: 'Required for a refusal.',
    example: 'Sự kiện đúng với hồ sơ.',
  })
  readonly reason?: string;
}

export class WithdrawProposalDto extends CommandDto {
  @Id({ description: 'Id of the proposal: of the event that proposed it.' })
  readonly proposal!: string;

  @OptionalText({ multiline: true, example: 'Đã đính chính thay cho hủy bỏ.' })
  readonly reason?: string;
}

/** The correction that a body means. */
export function correctionOf({
  target,
  changes = {},
  correctedOccurredOn,
  correctedSource,
  redactedFor,
  reason,
  evidence,
}: CorrectFactDto): ProcedureCommand {
  return {
    type: 'CorrectFact',
    data: {
      target,
      changes,
      ...(correctedOccurredOn !== undefined && { correctedOccurredOn }),
      ...(correctedSource && { correctedSource: sourceOf(correctedSource) }),
      ...(redactedFor !== undefined && { redactedFor }),
      reason,
      ...(evidence !== undefined && { evidence }),
    },
  };
}

/** The proposal of a kind, with what it proposes. */
export const proposalOf = (
  kind: string,
  payload: Readonly<Record<string, unknown>>,
  reason: string,
): ProcedureCommand => ({ type: 'ProposeDecision', data: { kind, payload, reason } });

export const decisionOf = ({ proposal, verdict, reason }: DecideProposalDto): ProcedureCommand => ({
  type: 'DecideProposal',
  data: { proposal, verdict, ...(reason !== undefined && { reason }) },
});

export const withdrawalOf = ({ proposal, reason }: WithdrawProposalDto): ProcedureCommand => ({
  type: 'WithdrawProposal',
  data: { proposal, ...(reason !== undefined && { reason }) },
});

const sourceOf = (source: SourceDto): SourceDocument => ({ ...source, issuer: personal(source.issuer, []) });
