import { CommandDto, OptionalText } from '#platform';

export class MarkUnreachableDto extends CommandDto {
  @OptionalText({ multiline: true, example: 'Số điện thoại không còn dùng, xã không biết nơi ở mới.' })
  readonly explanation?: string;
}
