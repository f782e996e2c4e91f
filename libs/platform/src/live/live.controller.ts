import { Headers, type MessageEvent, Query, Sse } from '@nestjs/common';
import { ApiExtension, ApiHeader, ApiOperation, ApiProduces } from '@nestjs/swagger';
import { type Observable } from 'rxjs';
import { Requires } from '../access/requires.js';
import { Texts } from '../dto/structures.js';
import { PROBLEMS_EXTENSION } from '../http/route-description.js';
import { ApiController } from '../http/routes.js';
import { positionHeader } from '../http/request-headers.js';
import { LiveFeed } from './live-feed.js';

class LiveQuery {
  @Texts({
    optional: true,
    query: true,
    max: 20,
    maxLength: 60,
    example: ['consularCase'],
    description: 'Stream categories, separated by commas; all when left out.',
  })
  readonly module?: string[];
}

/** Unsent characters after which a client that does not read is dropped. */
const MAX_PENDING = 262_144;

const PROBLEMS = [
  'validation.failed',
  'access.unknown-actor',
  'access.denied',
  'live.too-many-connections',
  'server.starting',
  'server.stopping',
];

/** What is recorded, as it is recorded. */
@ApiController('live')
export class LiveController {
  constructor(private readonly feed: LiveFeed) {}

  @Sse('', { maxPendingDataLength: MAX_PENDING })
  @Requires('live.read')
  @ApiProduces('text/event-stream')
  @ApiExtension(PROBLEMS_EXTENSION, PROBLEMS)
  @ApiOperation({
    summary: 'Events as they are recorded, without contents (server-sent events)',
    description:
      'Events of the type `recorded` carry {position, module, stream, id, type, revision, recordedAt, actor}, after ' +
      'every read model holds them. `reset` says that too much was missed: read again. A comment comes every 15 seconds.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Position to resume behind.' })
  live(@Query() { module }: LiveQuery, @Headers() headers: Record<string, string>): Observable<MessageEvent> {
    return this.feed.open(module, positionHeader(headers, 'Last-Event-ID'));
  }
}
