import { ApiProperty } from '@nestjs/swagger';
import { isLanguage } from '#kernel';
import { CommandDto, CommandResultDto, fault, field, Id, Integer, OneOf, Text } from '#platform';
import { codesOf, PAPER_KINDS, type PaperKind } from '../domain/vocabulary/index.js';
import {
  type Classification,
  CLASSIFICATIONS,
  COPY_KINDS,
  type CopyKind,
  SECRECY_MARKS,
  type SecrecyMark,
} from '../domain/vocabulary/acts.js';

const NO_LANGUAGE = fault('language', 'phải là mã ngôn ngữ ISO 639-1', 'must be a language code, ISO 639-1');

/** What is said about a document beside its content: the form's fields. */
export class AttachDocumentDto extends CommandDto {
  @OneOf(codesOf(PAPER_KINDS), { example: 'request_form' })
  readonly kind!: PaperKind;

  @Text({ example: 'Đơn đề nghị giúp đỡ' })
  readonly title!: string;

  @OneOf(codesOf(COPY_KINDS), { example: 'copy' })
  readonly copyKind!: CopyKind;

  @OneOf(codesOf([...CLASSIFICATIONS, ...SECRECY_MARKS]), {
    example: 'internal',
    description:
      'Papers with a secrecy mark are refused: `record-document-held-on-paper` is for them. // G-6',
  })
  readonly classification!: Classification | SecrecyMark;

  @field(
    (value) => (typeof value === 'string' && isLanguage(value) ? null : NO_LANGUAGE),
    { optional: true, description: 'ISO 639-1.' },
    { type: String, example: 'vi' },
  )
  readonly language?: string;

  @Integer({ optional: true, query: true, min: 1, max: 10_000, example: 2 })
  readonly pages?: number;

  @Id({ optional: true, description: 'The attached document that this one translates.' })
  readonly translationOf?: string;
}

/** The whole form, as it is documented. */
export class AttachDocumentForm extends AttachDocumentDto {
  @ApiProperty({
    type: 'string',
    format: 'binary',
    description: 'PDF, JPEG, PNG, WebP, DOCX, XLSX or plain text in UTF-8; at most 20 MiB.',
  })
  readonly file!: unknown;
}

/** Forms: `file` stands for the content of a file, `source` is JSON text. */
export const ATTACH_EXAMPLES = {
  form: {
    summary: 'The form that the family filled in',
    description: '`file` is the file itself, here a text.',
    value: {
      kind: 'request_form',
      title: 'Đơn đề nghị giúp đỡ',
      copyKind: 'original',
      classification: 'internal',
      language: 'vi',
      pages: '2',
      source: '{"register":"incoming-2022","number":"123","date":"2022-06-10","issuer":"Gia đình công dân"}',
      file: 'Kính gửi: Sở Ngoại vụ',
    },
  },
} satisfies Record<string, { summary: string; description: string; value: Record<string, string> }>;

export class AttachedDocumentDto extends CommandResultDto {
  @ApiProperty({
    format: 'uuid',
    example: '9d2c7a54-0f6e-5b1a-9c3d-7e8f90a1b2c3',
    description: 'What papers of dossiers and letters are linked by.',
  })
  readonly documentId!: string;
}
