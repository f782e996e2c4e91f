import { Get } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ROLES } from '#kernel';
import { Requires } from '../access/requires.js';
import { allCountries } from '../dto/countries.js';
import { LabelDto } from '../history/history.dto.js';
import { ApiController, ReadRoute } from '../http/routes.js';
import { Office } from './office.js';

class CodedDto extends LabelDto {
  @ApiProperty({ example: 'tra-linh', description: 'What commands take and events keep.' })
  readonly code!: string;
}

class GateDto extends CodedDto {
  @ApiProperty({ example: 'CN' })
  readonly neighbour!: string;
}

class MissionDto extends CodedDto {
  @ApiProperty({ example: 'MY' })
  readonly country!: string;
}

class UnitDto extends LabelDto {
  @ApiProperty({ example: 'consular' })
  readonly id!: string;

  @ApiPropertyOptional({ description: 'Id of the unit it belongs to.' })
  readonly parent?: string;

  @ApiPropertyOptional({ format: 'date' })
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date' })
  readonly until?: string;
}

class StaffMemberDto {
  @ApiProperty({ example: 'officer-consular' })
  readonly id!: string;

  @ApiProperty({ enum: ROLES, enumName: 'Role' })
  readonly role!: string;

  @ApiProperty({ example: 'consular' })
  readonly unit!: string;

  @ApiProperty({ example: 'Chuyên viên Mẫu Một' })
  readonly name!: string;
}

class RetentionRuleDto extends CodedDto {
  @ApiProperty({
    oneOf: [{ type: 'integer' }, { type: 'string', enum: ['permanent'] }],
    example: 20,
    description: 'Whole years after the year in which the matter was settled, or `permanent`.',
  })
  readonly years!: number | 'permanent';

  @ApiPropertyOptional({
    type: [String],
    example: ['death_abroad'],
    description: 'The kinds that it is for; left out, those that no other rule is for.',
  })
  readonly kinds?: readonly string[];
}

class OfficeDto {
  @ApiProperty({ example: 'cao-bang' })
  readonly id!: string;

  @ApiProperty()
  readonly name!: LabelDto;

  @ApiProperty({ example: 'Asia/Ho_Chi_Minh' })
  readonly timeZone!: string;

  @ApiProperty({ type: [UnitDto] })
  readonly units!: readonly UnitDto[];

  @ApiProperty({ type: [StaffMemberDto] })
  readonly staff!: readonly StaffMemberDto[];

  @ApiProperty({ type: [GateDto] })
  readonly gates!: readonly GateDto[];

  @ApiProperty({ type: [MissionDto] })
  readonly missions!: readonly MissionDto[];

  @ApiProperty({ type: [CodedDto] })
  readonly provinces!: readonly CodedDto[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: { $ref: '#/components/schemas/RetentionRuleDto' } },
    description: 'How long files are kept, by stream type (G-9).',
  })
  readonly retention!: Readonly<Record<string, readonly RetentionRuleDto[]>>;

  @ApiProperty({ type: [CodedDto], description: 'ISO 3166-1, and `not_stated`.' })
  readonly countries!: readonly CodedDto[];
}

/** The office this server works for: the codes that forms offer and commands take. */
@ApiExtraModels(RetentionRuleDto)
@ApiController('office')
export class OfficeController {
  constructor(private readonly office: Office) {}

  @Get()
  @Requires('case.read')
  @ReadRoute({
    summary: 'The office: units, staff, gates, missions, provinces, countries, retention',
    type: OfficeDto,
  })
  get(): OfficeDto {
    const { id, name, timeZone, units, staff, gates, missions, provinces, retention } = this.office;
    const codes = { gates, missions, provinces, countries: allCountries() };
    return { id, name, timeZone, units, staff, ...codes, retention };
  }
}
