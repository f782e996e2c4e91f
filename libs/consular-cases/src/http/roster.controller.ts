import { Body, Get, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBody } from '@nestjs/swagger';
import { type CommandResult } from '#event-sourcing';
import {
  ApiController,
  ApiId,
  CommandGateway,
  CommandRoute,
  dataOf,
  type History,
  HistoryDto,
  IdParam,
  Office,
  ReadRoute,
  type RequestContext,
  RequestInfo,
  Requires,
} from '#platform';
import { AddRosterEntries, type RosterResult } from '../handlers/add-roster-entries.handler.js';
import { type CaseErrorCode } from '../domain/errors.js';
import { phaseCodesOf } from '../domain/rules/phase.js';
import {
  FindRosterEntries,
  GetRosterEntry,
  GetRosterEntryHistory,
  type RosterCriteria,
  type RosterEntryView,
  type RosterPage,
} from '../queries/roster.queries.js';
import { ChangeRosterEntry } from '../handlers/roster-entry.handler.js';
import * as bodies from './examples/roster.js';
import { PastDto, pastMomentOf, pastPointOf } from './past.dto.js';
import * as dto from './roster.dto.js';

/** Whoever may write in a case's file may write in its roster. */
const COMMON: readonly CaseErrorCode[] = [
  ...phaseCodesOf('NoteAdded'),
  'consular-case.date-in-future',
  'consular-case.date-out-of-order',
  'consular-case.field-required',
  'consular-case.linked-to-itself',
  'consular-case.own-case-of-another',
  'consular-case.transferred-out',
  'consular-case.unknown-case',
];

/** People whom a group case is about, one by one. Addresses with fixed words stand before those with an id. */
@ApiController('consular-cases')
export class RosterController {
  constructor(
    private readonly gateway: CommandGateway,
    private readonly queries: QueryBus,
    private readonly office: Office,
  ) {}

  @Get('roster-entries')
  @Requires('case.read')
  @ReadRoute({
    summary: 'The rosters that a person is on, or was on at a moment',
    type: dto.RosterPageDto,
    problems: ['request.cursor-invalid', 'past.busy'],
  })
  ofPerson(
    @RequestInfo() reader: RequestContext,
    @Query() query: dto.FindPersonOnRostersDto,
  ): Promise<RosterPage> {
    return this.find({ subject: query.subject }, query, reader);
  }

  @Get(':id/roster')
  @ApiId()
  @Requires('case.read')
  @ReadRoute({
    summary: "A page of a group case's roster, with how many people have each status",
    description:
      'Who was taken off the roster is not on it; their history stays (A-12). With `asAt` and `clock`, the roster as ' +
      'it was, found, sorted and counted alike.',
    type: dto.RosterPageDto,
    problems: ['consular-case.not-opened', 'request.cursor-invalid', 'past.busy'],
  })
  page(
    @RequestInfo() reader: RequestContext,
    @IdParam() id: string,
    @Query() query: dto.FindRosterEntriesDto,
  ): Promise<RosterPage> {
    const { status, q } = query;
    const criteria = { case: id, ...(status && { status }), ...(q !== undefined && { q }) };
    return this.find(criteria, query, reader);
  }

  @Get(':id/roster/:subject')
  @ApiId()
  @ApiId('subject')
  @Requires('case.read')
  @ReadRoute({
    summary: 'One person on a roster: as it stands, or as it was',
    description:
      'Also of who was taken off. With `revision`, or `asAt` and `clock`, as it was; there is no ETag then.',
    type: dto.RosterEntryDto,
    revision: true,
    problems: ['consular-case.not-on-roster'],
  })
  entry(
    @RequestInfo() reader: RequestContext,
    @IdParam() id: string,
    @IdParam('subject') subject: string,
    @Query() past: PastDto,
  ): Promise<RosterEntryView> {
    const point = pastPointOf(past, { request: reader, office: this.office });
    return this.queries.execute(new GetRosterEntry(id, subject, point, reader));
  }

  @Get(':id/roster/:subject/history')
  @ApiId()
  @ApiId('subject')
  @Requires('case.read', 'history.read')
  @ReadRoute({
    summary: 'Everything that was recorded about a person on a roster',
    type: HistoryDto,
    problems: ['consular-case.not-on-roster'],
  })
  history(
    @RequestInfo() reader: RequestContext,
    @IdParam() id: string,
    @IdParam('subject') subject: string,
  ): Promise<History> {
    return this.queries.execute(new GetRosterEntryHistory(id, subject, reader));
  }

  @Post(':id/add-roster-entries')
  @ApiId()
  @Requires('case.command')
  @ApiBody(bodies.ADD_ROSTER_ENTRIES)
  @CommandRoute({
    summary: 'Put people on the roster · Đưa người vào danh sách rà soát',
    description:
      `Up to ${dto.MOST_ENTRIES} at once (A-12). Somebody who cannot be added, or is on the roster already, keeps all from ` +
      'being added, and is named. With an Idempotency-Key the same list goes on where it was cut short. Where several ' +
      'processes serve the office, a list that is sent at the same time as another one may be taken in part: the ' +
      'refusal says then how many were `added`, and the list without those it names finishes it. The ' +
      'revision is the case’s, which stays as it was.',
    result: dto.AddedToRosterDto,
    problems: [
      ...COMMON,
      'consular-case.already-on-roster',
      'consular-case.roster-entry-repeated',
      'consular-case.subject-merged',
      'consular-case.subject-erased',
      'consular-case.unknown-subject',
      'personal.erased',
    ],
  })
  add(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: dto.AddRosterEntriesDto,
  ): Promise<RosterResult> {
    const { entries } = dataOf(body);
    return this.gateway.send(
      request,
      'AddRosterEntries',
      body,
      (envelope) => new AddRosterEntries(id, entries, envelope),
    );
  }

  @Post(':id/roster/:subject/update')
  @ApiId()
  @ApiId('subject')
  @Requires('case.command')
  @ApiBody(bodies.UPDATE_ROSTER_ENTRY)
  @CommandRoute({
    summary: 'Record how somebody on the roster is · Cập nhật người trong danh sách rà soát',
    description: 'What is left out stays as it was. Id and revision are the entry’s.',
    problems: [...COMMON, 'consular-case.not-on-roster', 'personal.erased'],
  })
  update(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @IdParam('subject') subject: string,
    @Body() body: dto.UpdateRosterEntryDto,
  ): Promise<CommandResult> {
    return this.change(request, { id, subject, type: 'UpdateRosterEntry' }, body);
  }

  @Post(':id/roster/:subject/remove')
  @ApiId()
  @ApiId('subject')
  @Requires('case.command')
  @ApiBody(bodies.REMOVE_ROSTER_ENTRY)
  @CommandRoute({
    summary: 'Take somebody off the roster · Đưa người khỏi danh sách rà soát',
    description: 'With the reason; what was recorded stays in the history. Id and revision are the entry’s.',
    problems: [...COMMON, 'consular-case.not-on-roster', 'personal.erased'],
  })
  remove(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @IdParam('subject') subject: string,
    @Body() body: dto.RemoveRosterEntryDto,
  ): Promise<CommandResult> {
    return this.change(request, { id, subject, type: 'RemoveRosterEntry' }, body);
  }

  private find(
    criteria: RosterCriteria,
    query: dto.FindRosterEntriesDto,
    request: RequestContext,
  ): Promise<RosterPage> {
    const at = pastMomentOf(query, { request, office: this.office });
    return this.queries.execute(new FindRosterEntries(criteria, dto.rosterPagingOf(query), request, at));
  }

  private change(
    request: RequestContext,
    { id, subject, type }: { id: string; subject: string; type: ChangeRosterEntry['command']['type'] },
    body: dto.UpdateRosterEntryDto | dto.RemoveRosterEntryDto,
  ): Promise<CommandResult> {
    const command = { type, data: dataOf(body) } as ChangeRosterEntry['command'];
    return this.gateway.send(
      request,
      type,
      body,
      (envelope) => new ChangeRosterEntry(id, subject, command, envelope),
    );
  }
}
