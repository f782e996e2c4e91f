import { DateOnly, OneOf, OptionalText, Text } from '#platform';
import { PAPER_KINDS, type PaperKind } from '../domain/details.js';

export class IdentityPaperDto {
  @OneOf(PAPER_KINDS, { enumName: 'PaperKind', example: 'citizen_id' })
  readonly kind!: PaperKind;

  @Text({ max: 60, example: '004305000001', description: 'Spaces and hyphens do not matter when searching.' })
  readonly number!: string;

  @DateOnly({ optional: true, example: '2021-05-04' })
  readonly issuedOn?: string;

  @OptionalText({ example: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội' })
  readonly issuer?: string;
}

export class PassportDto {
  @Text({ max: 60, example: 'C0000001' })
  readonly number!: string;

  @DateOnly({ optional: true, example: '2020-01-06' })
  readonly issuedOn?: string;

  @DateOnly({ optional: true, example: '2030-01-06' })
  readonly expiresOn?: string;

  @OptionalText({ example: 'Cục Quản lý xuất nhập cảnh', description: 'Authority or country.' })
  readonly issuer?: string;
}

export class ContactDto {
  @OptionalText({ example: 'Nông Văn Thử', description: 'Left out for the subject itself.' })
  readonly name?: string;

  @OptionalText({ max: 60, example: 'cha', description: 'What this person is to the subject.' })
  readonly relation?: string;

  @OptionalText({ max: 40, example: '0900000001' })
  readonly phone?: string;

  @OptionalText({ max: 120, example: 'thu@example.com' })
  readonly email?: string;

  @OptionalText({ max: 300, example: 'Xóm Mẫu, xã Mẫu' })
  readonly address?: string;
}

export class RepresentativeDto {
  @Text({ example: 'Hoàng Văn Mẫu' })
  readonly name!: string;

  @OptionalText({ example: 'Giám đốc' })
  readonly position?: string;

  @OptionalText({ max: 40, example: '0900000002' })
  readonly phone?: string;

  @OptionalText({ max: 120, example: 'mau@example.com' })
  readonly email?: string;
}
