import { Body, Post } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import {
  ApiController,
  CommandGateway,
  CommandRoute,
  dataOf,
  type RequestContext,
  RequestInfo,
  Requires,
} from '#platform';
import { type IntakeResult, OpenCase } from '../handlers/intake.handler.js';
import { DETAIL_PROBLEMS, summaryOf } from './case-command.js';
import { OPEN } from './examples/index.js';
import { OpenConsularCaseDto, OpenedCaseDto } from './intake.dto.js';

/** Where a case begins. */
@ApiController('consular-cases')
export class IntakeController {
  constructor(private readonly gateway: CommandGateway) {}

  @Post()
  @Requires('case.command')
  @ApiBody(OPEN)
  @CommandRoute({
    creates: true,
    result: OpenedCaseDto,
    summary: summaryOf('OpenConsularCase'),
    description: 'The case gets a number, dense and in order of receipt (G-3).',
    problems: [
      'consular-case.date-in-future',
      'consular-case.intake-abandoned',
      'consular-case.numbered-before-signature',
      'consular-case.source-required',
      'consular-case.subject-merged',
      'consular-case.field-required',
      'consular-case.transfer-to-own-province',
      'consular-case.unknown-country',
      ...DETAIL_PROBLEMS,
      'personal.erased',
    ],
  })
  open(@RequestInfo() request: RequestContext, @Body() body: OpenConsularCaseDto): Promise<IntakeResult> {
    const data = dataOf(body);
    return this.gateway.send(
      request,
      'OpenConsularCase',
      body,
      (envelope) => new OpenCase({ type: 'OpenConsularCase', data }, envelope),
    );
  }
}
