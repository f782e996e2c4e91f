import { Get, Param } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { DomainError } from '#kernel';
import { Public } from '../access/requires.js';
import { ApiController, ReadRoute } from '../http/routes.js';
import { ProblemCatalogue } from './problem-catalogue.js';

class BilingualView {
  @ApiProperty({ example: 'Vụ việc đã đóng' })
  readonly vi!: string;

  @ApiProperty({ example: 'The case is closed' })
  readonly en!: string;
}

export class ProblemView {
  @ApiProperty({ example: 'command.stale-revision', description: 'Stable; what programs look at.' })
  readonly code!: string;

  @ApiProperty({ example: 412 })
  readonly status!: number;

  @ApiProperty({ description: 'With placeholders in braces, filled from the details of the single problem.' })
  readonly title!: BilingualView;
}

/** Every problem code this server can answer with. */
@ApiController('problems')
@Public()
export class ProblemsController {
  constructor(private readonly catalogue: ProblemCatalogue) {}

  @Get()
  @ReadRoute({ summary: 'Every problem code, with its status and sentences', type: ProblemView, list: true })
  list(): ProblemView[] {
    return this.catalogue.list().map(({ code, status, title }) => ({ code, status, title }));
  }

  @Get(':code')
  @ReadRoute({
    summary: 'One problem code; where the type of a problem points',
    type: ProblemView,
    problems: ['request.not-found'],
  })
  one(@Param('code') code: string): ProblemView {
    const definition = this.catalogue.find(code);
    if (!definition) throw new DomainError('request.not-found', `no problem ${code}`);
    return { code, status: definition.status, title: definition.title };
  }
}
