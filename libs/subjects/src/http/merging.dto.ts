import { CommandDto, Id, Text } from '#platform';

export class MergeSubjectsDto extends CommandDto {
  @Id({ description: 'The record that this one takes in, and stands for from now on.' })
  readonly other!: string;

  @Text({ multiline: true, example: 'Trùng số căn cước và ngày sinh.' })
  readonly evidence!: string;
}

export class RevertSubjectMergeDto extends CommandDto {
  @Id({ description: 'The record that was taken in.' })
  readonly other!: string;

  @Text({ multiline: true, example: 'Hai người khác nhau, trùng họ tên.' })
  readonly reason!: string;
}
