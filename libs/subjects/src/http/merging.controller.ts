import { Body, Post } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { type CommandResult } from '#event-sourcing';
import {
  ApiController,
  ApiId,
  CommandGateway,
  CommandRoute,
  dataOf,
  IdParam,
  type RequestContext,
  RequestInfo,
  Requires,
} from '#platform';
import { HandleSubjectCommand } from '../handlers/subject.handler.js';
import { MERGE_EXAMPLES, REVERT_EXAMPLES } from './examples-merging.js';
import { MergeSubjectsDto, RevertSubjectMergeDto } from './merging.dto.js';

const PROBLEMS = [
  'subject.date-in-future',
  'subject.erased',
  'subject.not-registered',
  'subject.other-unknown',
  'subject.reason-required',
  'personal.erased',
];

/** Two records of one person. // G-8, domain rules, docs/adr/021 */
@ApiController('subjects')
export class MergingController {
  constructor(private readonly gateway: CommandGateway) {}

  @Post(':id/merge-subjects')
  @ApiId()
  @Requires('subject.command', 'personal.read')
  @CommandRoute({
    summary: 'Merge another record of the same person into this one · Nhập hồ sơ trùng',
    description:
      'This record stands for both: it is found by either name, with the cases of either; the other is only to be ' +
      'read. Nothing moves (G-8). The same command again finishes what a crash cut short.',
    problems: [
      ...PROBLEMS,
      'subject.already-merged',
      'subject.holds-merged',
      'subject.merge-of-another-kind',
      'subject.merged',
      'subject.merged-with-itself',
    ],
  })
  @ApiBody({ type: MergeSubjectsDto, examples: MERGE_EXAMPLES })
  merge(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: MergeSubjectsDto,
  ): Promise<CommandResult> {
    const data = dataOf(body);
    return this.gateway.send(
      request,
      'MergeSubjects',
      body,
      (envelope) => new HandleSubjectCommand(id, { type: 'MergeSubjects', data }, envelope),
    );
  }

  @Post(':id/revert-merge')
  @ApiId()
  @Requires('subject.command', 'personal.read')
  @CommandRoute({
    summary: 'Take a merge of two records back · Tách lại hồ sơ đã nhập',
    description: 'Until something was done about the surviving record since (G-8).',
    problems: [...PROBLEMS, 'subject.merge-relied-on', 'subject.not-merged'],
  })
  @ApiBody({ type: RevertSubjectMergeDto, examples: REVERT_EXAMPLES })
  revert(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: RevertSubjectMergeDto,
  ): Promise<CommandResult> {
    const data = dataOf(body);
    return this.gateway.send(
      request,
      'RevertSubjectMerge',
      body,
      (envelope) => new HandleSubjectCommand(id, { type: 'RevertSubjectMerge', data }, envelope),
    );
  }
}
