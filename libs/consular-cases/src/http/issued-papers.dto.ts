import { CommandDto, Id, OneOf, Text, Texts } from '#platform';
import { codesOf, PAPER_KINDS, type PaperKind } from '../domain/vocabulary/index.js';
import { PAPER_ERRORS, type PaperError } from '../domain/vocabulary/papers.js';

class IssuedPaperDto extends CommandDto {
  @Id({ description: 'Id of the attached document that was issued.' })
  readonly document!: string;

  @Texts({
    min: 1,
    max: 50,
    example: ['Cục Lãnh sự'],
    description: 'Who had received it, and is told: bodies and people.',
  })
  readonly recipients!: readonly string[];

  @Text({ multiline: true, example: 'Ghi sai ngày mãn hạn tù.' })
  readonly explanation!: string;
}

class WrongPaperDto extends IssuedPaperDto {
  @OneOf(codesOf(PAPER_ERRORS), {
    example: 'content',
    description: 'An error of content asks for a replacement, one of form for a corrigendum. // G-2',
  })
  readonly error!: PaperError;
}

export class ReplaceIssuedDocumentDto extends WrongPaperDto {
  @Id({ description: 'Id of the attached document that stands in its place: of the same kind.' })
  readonly replacement!: string;
}

export class IssueCorrigendumDto extends WrongPaperDto {
  @Id({ description: 'Id of the attached official letter that mends it.' })
  readonly corrigendum!: string;
}

export class RecallDocumentDto extends IssuedPaperDto {}

/** Nothing of the paper but what kind it is; its place in the register is `source`. */
export class RecordDocumentHeldOnPaperDto extends CommandDto {
  @OneOf(codesOf(PAPER_KINDS), { example: 'official_letter' })
  readonly kind!: PaperKind;
}
