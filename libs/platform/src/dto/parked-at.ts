import { ApiProperty } from '@nestjs/swagger';

/** From which event on an answer lacks what its record says: every answer made from one read model's document has it. */
export const ParkedAt = (): PropertyDecorator =>
  ApiProperty({
    type: 'integer',
    nullable: true,
    example: null,
    description:
      'Revision of the first event that this read model could not take in; what comes after it is not shown, and an ' +
      'administrator has been told. null when nothing is missing.',
  });
