import { Body } from '@nestjs/common';
import { ApiController, IdParam, type RequestContext, RequestInfo } from '#platform';
import { CaseCommand } from './case-command.js';
import { CaseCommands } from './case-commands.js';
import * as dto from './course.dto.js';
import * as bodies from './examples/course.js';

/** Others are asked, and more time is given. // Consular cases, domain rules */
@ApiController('consular-cases')
export class CourseController {
  constructor(private readonly commands: CaseCommands) {}

  @CaseCommand(
    'seek-opinion',
    'Ask another agency for its opinion, by registered letter; the case goes on meanwhile',
    bodies.SEEK_OPINION,
    ['consular-case.field-required', 'consular-case.source-required'],
  )
  seekOpinion(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.SeekOpinionDto,
  ) {
    return this.commands.change(request, id, 'SeekOpinion', body);
  }

  @CaseCommand(
    'record-opinion',
    'Record what the agency that was asked thinks, by its registered letter, or that it let the day pass',
    bodies.RECORD_OPINION,
    [
      'consular-case.no-opinion-requested',
      'consular-case.opinion-already-received',
      'consular-case.opinion-still-awaited',
      'consular-case.source-required',
    ],
  )
  recordOpinion(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.RecordOpinionDto,
  ) {
    return this.commands.change(request, id, 'RecordOpinion', body);
  }

  @CaseCommand(
    'extend-deadline',
    'Record that somebody who may allowed more time for what is due: it is due on the new day, in lists, too',
    bodies.EXTEND_DEADLINE,
    [
      'consular-case.deadline-not-running',
      'consular-case.extension-not-later',
      'consular-case.field-required',
    ],
  )
  extendDeadline(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.ExtendDeadlineDto,
  ) {
    return this.commands.change(request, id, 'ExtendDeadline', body);
  }
}
