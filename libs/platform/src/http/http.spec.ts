import { Writable } from 'node:stream';
import { Body, Get, Global, Module, Post, Query } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, type OpenAPIObject } from '@nestjs/swagger';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { join } from 'node:path';
import {
  ConcurrencyConflict,
  type CommandResult,
  commandIdOf,
  InvalidCursor,
  KeyDestroyed,
  type Page,
  type StoredEvent,
  StoreUnavailable,
} from '#event-sourcing';
import { DomainError, personal, UnfoldableEvent } from '#kernel';
import { Public, Requires } from '../access/requires.js';
import { readConfig } from '../config/config.js';
import { projectRoot } from '../config/project-root.js';
import { CommandDto, dataOf } from '../dto/command-dto.js';
import { ListOf, Nested, Texts } from '../dto/structures.js';
import { Text } from '../dto/text.js';
import { DateOnly, Integer } from '../dto/values.js';
import { loadOffice } from '../office/load-office.js';
import { PlatformModule } from '../platform.module.js';
import { ProblemCatalogue } from '../problems/problem-catalogue.js';
import { type ProblemBody } from '../problems/problem.js';
import { type Platform, platformOf } from '../stores/open-platform.js';
import { type Stores } from '../stores/open-stores.js';
import { type ProjectionProgress } from '../stores/projection-progress.js';
import { PROJECTION_PROGRESS } from '../stores/tokens.js';
import { type CommandEnvelope, CommandGateway } from './command-gateway.js';
import { createHttpApp } from './create-http-app.js';
import { HttpModule } from './http.module.js';
import { createLogger } from './logging.js';
import { type RequestContext, RequestInfo } from './request-context.js';
import { ApiController, ApiId, CommandRoute, IdParam, ReadRoute } from './routes.js';

const ID = '3f2b1c9a-7d4e-5f60-8a1b-2c3d4e5f6a7b';
const NOW = '2022-06-14T20:30:00.000Z';

class PlaceDto {
  @Text({ max: 20, example: 'Tà Lùng' })
  readonly name!: string;
}

class NoteDto extends CommandDto {
  @Text({ max: 10, example: 'Đã gọi' })
  readonly text!: string;

  @Nested(() => PlaceDto, { optional: true })
  readonly place?: PlaceDto;

  @ListOf(() => PlaceDto, { optional: true, max: 2 })
  readonly places?: PlaceDto[];
}

class ListQuery {
  @Integer({ query: true, optional: true, max: 100 })
  readonly limit?: number;

  @Texts({ query: true, optional: true, values: ['a', 'b'] })
  readonly kind?: string[];

  @DateOnly({ optional: true })
  readonly from?: string;
}

class NoteView {
  @ApiProperty({ example: 5 })
  readonly revision!: number;
}

class WriteNote extends Command<CommandResult & { number: string }> {
  constructor(
    readonly id: string,
    readonly data: object,
    readonly envelope: CommandEnvelope,
  ) {
    super();
  }
}

const seen: WriteNote[] = [];

@CommandHandler(WriteNote)
class WriteNoteHandler implements ICommandHandler<WriteNote> {
  execute(command: WriteNote): Promise<CommandResult & { number: string }> {
    seen.push(command);
    return Promise.resolve({
      stream: `note-${command.id}`,
      revision: 5,
      position: '0042',
      repeated: false,
      number: 'N-1',
    });
  }
}

const THROWN: Readonly<Record<string, unknown>> = {
  rule: new DomainError('note.closed', 'closed', { closedOn: '2022-06-01' }),
  unregistered: new DomainError('note.nobody-knows', 'unknown', { secret: 'x' }),
  stale: new DomainError('command.stale-revision', 'stale', {
    expected: 1,
    actual: 2,
    changes: [{ revision: 2 }],
  }),
  conflict: new ConcurrencyConflict('note-1', 1, 2),
  unavailable: new StoreUnavailable('disk full'),
  erased: new KeyDestroyed(['subject-1']),
  cursor: new InvalidCursor('old'),
  bug: new TypeError('a name that is private'),
  unfoldable: new UnfoldableEvent({ stream: 'note-7', revision: 3 }, new TypeError('a name that is private')),
};

@ApiController('notes')
class NotesController {
  constructor(private readonly commands: CommandGateway) {}

  @Post()
  @Requires('case.command')
  @CommandRoute({ summary: 'Opens a note', creates: true, problems: ['note.closed'] })
  open(@Body() body: NoteDto, @RequestInfo() request: RequestContext): Promise<CommandResult> {
    return this.commands.send(
      request,
      'OpenNote',
      body,
      (envelope) => new WriteNote(ID, dataOf(body), envelope),
    );
  }

  @Post(':id/change')
  @ApiId()
  @Requires('case.command')
  @CommandRoute({ summary: 'Changes a note' })
  change(
    @IdParam() id: string,
    @Body() body: NoteDto,
    @RequestInfo() request: RequestContext,
  ): Promise<CommandResult> {
    return this.commands.send(
      request,
      'ChangeNote',
      body,
      (envelope) => new WriteNote(id, dataOf(body), envelope),
    );
  }

  @Get()
  @Requires('case.read')
  @ReadRoute({ summary: 'Lists', type: NoteView, list: true })
  list(@Query() query: ListQuery): ListQuery[] {
    return [query];
  }

  @Get('one')
  @Requires('case.read')
  @ReadRoute({ summary: 'One', type: NoteView, document: true })
  one(): NoteView {
    return { revision: 5 };
  }

  @Get('throws')
  @Public()
  throws(@Query('what') what: string): never {
    throw THROWN[what];
  }
}

class Progress implements ProjectionProgress {
  reached = true;
  readonly listeners = new Set<(events: readonly StoredEvent[]) => void>();
  progress = () => ({ position: '0040', recordedAt: '2022-06-14T20:00:00.000Z', lagMs: 12.4 });
  waitFor = () => Promise.resolve(this.reached);
  changes = (listener: (events: readonly StoredEvent[]) => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  ready = true;
  status = () => ({
    ready: this.ready,
    rebuilding: [{ projection: 'notes@1', events: 5, share: 0.5 }],
    parked: [],
  });
  parkedAt = () => null;
  parkedIds = () => [];
}

const progress = new Progress();

@Global()
@Module({ providers: [{ provide: PROJECTION_PROGRESS, useValue: progress }], exports: [PROJECTION_PROGRESS] })
class ProgressModule {}

const event = (position: string, stream = 'note-1'): StoredEvent => ({
  id: `event-${position}`,
  type: 'NoteWritten',
  data: { text: 'private' },
  stream,
  revision: 0,
  position,
  metadata: {
    recordedAt: NOW,
    actor: { id: 'officer-consular', role: 'officer', unit: 'consular' },
  } as never,
});

let closed = 0;
const log: string[] = [];

function platform(): Platform {
  const stores = {
    events: {
      head: () => Promise.resolve('0042'),
      async *readAll({ after = '' }: { after?: string }): AsyncIterable<Page> {
        await Promise.resolve();
        const events = ['0001', '0002', '0003'].map((position) => event(position));
        yield { events: events.filter(({ position }) => position > after), position: '0003', caughtUp: true };
      },
    },
    reads: { checkpoint: () => Promise.resolve(null) },
    keys: { digest: (purpose: string, value: string) => Promise.resolve(`${purpose}:${value}`) },
    blobs: {},
    announce: () => undefined,
    close: () => {
      closed += 1;
      return Promise.resolve();
    },
  } as unknown as Stores;
  const office = loadOffice(join(projectRoot(), 'config', 'cao-bang.office.yaml'));
  return platformOf(readConfig({}), office, stores, { now: () => NOW });
}

async function start(extra: object[] = []): Promise<NestFastifyApplication> {
  const own = platform();
  @Module({
    imports: [PlatformModule.forRoot(own), ProgressModule, HttpModule],
    controllers: [NotesController, ...(extra as [])],
    providers: [WriteNoteHandler],
  })
  class Root {
    constructor(problems: ProblemCatalogue) {
      problems.register({
        'note.closed': { status: 409, title: { vi: 'Đã đóng ngày {closedOn}', en: 'Closed on {closedOn}' } },
      });
    }
  }
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(chunk.toString());
      done();
    },
  });
  return createHttpApp(Root, own, { logger: createLogger('info', sink) });
}

let app: NestFastifyApplication;

beforeAll(async () => {
  app = await start();
});

afterAll(() => app.close());

beforeEach(() => {
  seen.length = 0;
  log.length = 0;
  progress.reached = true;
  progress.ready = true;
});

const post = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url, payload: payload as object, headers });

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url, headers });

const errorsOf = (body: string) =>
  (JSON.parse(body) as ProblemBody).errors?.map(({ field, code }) => [field, code]);

describe('a command', () => {
  it('answers with id, revision and position, and where what it created is', async () => {
    const answer = await post('/api/v1/notes', { text: 'a' }, { 'idempotency-key': 'k-1' });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({ id: ID, revision: 5, position: '0042', repeated: false, number: 'N-1' });
    expect(answer.headers).toMatchObject({
      etag: '"5"',
      'cotmoc-position': '0042',
      location: `/api/v1/notes/${ID}`,
      'cotmoc-mode': 'demo',
    });
  });

  it('carries who, when and what makes it the same command', async () => {
    const source = { register: 'in-2022', number: '7', date: '2022-06-10', issuer: 'Cục Lãnh sự' };
    const body = { text: 'a', occurredOn: '2022-06-13', source, onBehalfOf: 'director' };
    await post(`/api/v1/notes/${ID}/change`, body, {
      'idempotency-key': 'k-1',
      'if-match': '"4"',
      'x-correlation-id': 'walk-1',
      'x-demo-actor': 'head',
    });
    const [command] = seen;
    const commandId = commandIdOf('head-consular', 'k-1');
    expect(command?.data).toEqual({ text: 'a' });
    expect(command?.envelope).toEqual({
      context: {
        actor: { id: 'head-consular', role: 'head', unit: 'consular' },
        now: NOW,
        today: '2022-06-15',
        occurredOn: '2022-06-13',
        source: { ...source, issuer: personal(source.issuer, []) },
        onBehalfOf: 'director',
      },
      request: {
        commandId,
        correlationId: 'walk-1',
        causationId: commandId,
        fingerprint: expect.stringMatching(/^command:\{"body":\{"occurredOn"/) as string,
        expectedRevision: 4,
      },
    });
  });

  it('happened today at the office unless said otherwise', async () => {
    await post('/api/v1/notes', { text: 'a' });
    expect(seen[0]?.envelope.context.occurredOn).toBe('2022-06-15');
  });

  it.each([
    ['W/"4"', 'If-Match'],
    ['4', 'If-Match'],
    ['*', 'If-Match'],
    ['"4", "5"', 'If-Match'],
  ])('refuses If-Match: %s', async (value, field) => {
    const answer = await post('/api/v1/notes', { text: 'a' }, { 'if-match': value });
    expect(answer.statusCode).toBe(400);
    expect(errorsOf(answer.body)).toEqual([[field, 'header']]);
  });

  it('refuses an Idempotency-Key that is none', async () => {
    const answer = await post('/api/v1/notes', { text: 'a' }, { 'idempotency-key': 'two words' });
    expect(errorsOf(answer.body)).toEqual([['Idempotency-Key', 'header']]);
  });

  it('stands in for nobody but staff who may do the same', async () => {
    const answer = await post('/api/v1/notes', { text: 'a', onBehalfOf: 'Ông Nguyễn' });
    expect([answer.statusCode, errorsOf(answer.body)]).toEqual([400, [['onBehalfOf', 'staff']]]);
    const analyst = await post('/api/v1/notes', { text: 'a', onBehalfOf: 'analyst' });
    expect([analyst.statusCode, errorsOf(analyst.body)]).toEqual([400, [['onBehalfOf', 'staff']]]);
  });

  it('refuses an id that is none', async () => {
    const answer = await post('/api/v1/notes/17/change', { text: 'a' });
    expect([answer.statusCode, errorsOf(answer.body)]).toEqual([400, [['id', 'id']]]);
  });
});

describe('a body', () => {
  it.each([
    [{}, [['text', 'required']]],
    [{ text: null }, [['text', 'text']]],
    [{ text: 7 }, [['text', 'text']]],
    [{ text: ' \t' }, [['text', 'text.characters']]],
    [{ text: '   ' }, [['text', 'text.blank']]],
    [{ text: '\ud800' }, [['text', 'text.characters']]],
    [{ text: 'elevenchars' }, [['text', 'text.too-long']]],
    [{ text: 'a', colour: 'red' }, [['colour', 'unknown-field']]],
    [{ text: 'a', occurredOn: '2022-02-30' }, [['occurredOn', 'date']]],
    [{ text: 'a', occurredOn: null }, [['occurredOn', 'date']]],
    [{ text: 'a', place: 'x' }, [['place', 'object']]],
    [{ text: 'a', place: [] }, [['place', 'object']]],
    [{ text: 'a', place: { name: 'n', x: 1 } }, [['place.x', 'unknown-field']]],
    [{ text: 'a', places: {} }, [['places', 'list']]],
    [{ text: 'a', places: [{ name: '' }, 3] }, [['places', 'object']]],
    [{ text: 'a', places: [{ name: 'n' }, {}] }, [['places[1].name', 'required']]],
    [{ text: 'a', places: [1, 2, 3] }, [['places', 'list.length']]],
    [[{ text: 'a' }], [['body', 'object']]],
  ])('%j is refused with its fields', async (body, errors) => {
    const answer = await post('/api/v1/notes', body);
    expect([answer.statusCode, errorsOf(answer.body)]).toEqual([400, errors]);
    expect(seen).toEqual([]);
  });

  it('keeps text as it was typed', async () => {
    await post('/api/v1/notes', { text: ' Nguyễn ' });
    expect(seen[0]?.data).toEqual({ text: ' Nguyễn ' });
  });

  const send = (payload: string, type = 'application/json') =>
    app.inject({ method: 'POST', url: '/api/v1/notes', payload, headers: { 'content-type': type } });

  it.each([
    ['{"text":', 'application/json', 400, 'request.malformed'],
    ['{"__proto__":{"text":"a"},"text":"b"}', 'application/json', 400, 'request.malformed'],
    ['', 'application/json', 400, 'request.malformed'],
    ['text=a', 'application/x-www-form-urlencoded', 415, 'request.unsupported-media-type'],
    ['text', 'text/plain', 415, 'request.unsupported-media-type'],
    [JSON.stringify({ text: 'x'.repeat(2_000_000) }), 'application/json', 413, 'request.too-large'],
  ])('that is no JSON of a fair size is a problem (%#)', async (payload, type, status, code) => {
    const answer = await send(payload, type);
    expect([answer.statusCode, answer.json<ProblemBody>().code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });
});

describe('a problem', () => {
  it('says everything once, in the language asked for and in both', async () => {
    const answer = await get('/api/v1/notes/throws?what=rule', {
      'accept-language': 'en-GB',
      'x-correlation-id': 'c-1',
    });
    expect(answer.statusCode).toBe(409);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': 'en',
      'x-correlation-id': 'c-1',
    });
    expect(answer.json()).toEqual({
      type: '/api/v1/problems/note.closed',
      title: 'Closed on 2022-06-01',
      status: 409,
      code: 'note.closed',
      messages: { vi: 'Đã đóng ngày 2022-06-01', en: 'Closed on 2022-06-01' },
      correlationId: 'c-1',
      details: { closedOn: '2022-06-01' },
    });
  });

  it.each([
    ['stale', 412, 'command.stale-revision'],
    ['conflict', 409, 'command.conflict'],
    ['unavailable', 503, 'store.unavailable'],
    ['erased', 409, 'personal.erased'],
    ['cursor', 400, 'request.cursor-invalid'],
    ['unregistered', 500, 'internal.error'],
    ['bug', 500, 'internal.error'],
    ['unfoldable', 500, 'history.not-foldable'],
  ])('%s is %d %s', async (what, status, code) => {
    const answer = await get(`/api/v1/notes/throws?what=${what}`);
    expect([answer.statusCode, answer.json<ProblemBody>().code]).toEqual([status, code]);
  });

  it('lists what changed since a stale revision', async () => {
    const answer = await get('/api/v1/notes/throws?what=stale');
    expect(answer.json<ProblemBody>().details).toEqual({
      expected: 1,
      actual: 2,
      changes: [{ revision: 2 }],
    });
  });

  it('asks for the same again when the store is away', async () => {
    expect((await get('/api/v1/notes/throws?what=unavailable')).headers['retry-after']).toBe('1');
  });

  it('names the record whose history cannot be folded, and tells nothing of why', async () => {
    const answer = await get('/api/v1/notes/throws?what=unfoldable');
    expect(answer.json<ProblemBody>().details).toEqual({ id: '7', revision: 3 });
    expect(answer.body + log.join('')).not.toContain('private');
    expect(log.join('')).toContain('"cause":{"error":"TypeError"');
  });

  it('tells nothing of an error of ours', async () => {
    const answer = await get('/api/v1/notes/throws?what=bug');
    expect(answer.body).not.toContain('private');
    const unregistered = await get('/api/v1/notes/throws?what=unregistered');
    expect(unregistered.body).not.toContain('secret');
  });

  it('tells the log where an error of ours was, under the reference of the answer, and nothing of what it says', async () => {
    const answer = await get('/api/v1/notes/throws?what=bug');
    const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.find(({ context }) => context === 'problems')).toMatchObject({
      level: 50,
      error: 'TypeError',
      at: expect.arrayContaining([expect.stringMatching(/^at .*http\.spec\.ts/)]) as unknown,
      correlationId: answer.json<ProblemBody>().correlationId,
    });
    expect(log.join('')).not.toMatch(/private/);
  });

  it.each([
    ['/nowhere', 404, 'request.not-found'],
    ['/api/v1/%zz', 400, 'request.malformed'],
    [`/api/v1/notes/${'x'.repeat(300)}/change`, 405, 'request.method-not-allowed'],
  ])('an address that is none is a problem (%#)', async (url, status, code) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.json<ProblemBody>().code]).toEqual([status, code]);
    expect(answer.headers['cotmoc-mode']).toBe('demo');
  });

  it('has a page of its own', async () => {
    const { type } = (await get('/api/v1/notes/throws?what=rule')).json<ProblemBody>();
    expect((await get(type)).json()).toEqual({
      code: 'note.closed',
      status: 409,
      title: { vi: 'Đã đóng ngày {closedOn}', en: 'Closed on {closedOn}' },
    });
    const all = (await get('/api/v1/problems')).json<{ code: string }[]>();
    expect(all.map(({ code }) => code)).toContain('note.closed');
  });
});

describe('access', () => {
  it('is refused to a role without the permission', async () => {
    const answer = await post('/api/v1/notes', { text: 'a' }, { 'x-demo-actor': 'analyst' });
    expect([answer.statusCode, answer.json<ProblemBody>().details]).toEqual([
      403,
      { role: 'analyst', permission: ['case.command'] },
    ]);
    expect(answer.json<ProblemBody>().messages).toEqual({
      vi: 'Vai trò chuyên viên phân tích không được phép: ghi vào vụ việc',
      en: 'The role of analyst is not permitted to: record anything about cases',
    });
  });

  it('is refused before the body is judged', async () => {
    expect((await post('/api/v1/notes', {}, { 'x-demo-actor': 'administrator' })).statusCode).toBe(403);
  });

  it('names who is known to somebody unknown', async () => {
    const answer = await get('/api/v1/notes', { 'x-demo-actor': 'nobody' });
    expect(answer.statusCode).toBe(401);
    expect(answer.json<ProblemBody>().details?.known).toContain('officer-consular');
    expect(answer.headers['www-authenticate']).toBe('Demo realm="cotmoc"');
  });

  it('stops a start with a route that says nothing', async () => {
    @ApiController('open')
    class OpenController {
      @Get()
      open(): string {
        return '';
      }
    }
    const before = closed;
    await expect(start([OpenController])).rejects.toThrow(/OpenController\.open/);
    expect(closed).toBeGreaterThan(before);
  });
});

describe('a read', () => {
  it('says how fresh it is', async () => {
    const answer = await get('/api/v1/notes?limit=20&kind=a,b&from=2022-06-01');
    expect(answer.json()).toEqual([{ limit: 20, kind: ['a', 'b'], from: '2022-06-01' }]);
    expect(answer.headers).toMatchObject({
      'cotmoc-position': '0040',
      'cotmoc-recorded-at': '2022-06-14T20:00:00.000Z',
      'cotmoc-lag-ms': '12',
    });
    expect(answer.headers['cotmoc-stale']).toBeUndefined();
  });

  it.each([
    ['limit=1e2', 'limit', 'integer'],
    ['limit=101', 'limit', 'integer'],
    ['limit=1&limit=2', 'limit', 'integer'],
    ['kind=c', 'kind', 'choice'],
    ['kind=a&kind=a', 'kind', 'list.repeated'],
    ['from=2022-13-01', 'from', 'date'],
    ['page=2', 'page', 'unknown-field'],
  ])('refuses ?%s', async (query, field, code) => {
    const answer = await get(`/api/v1/notes?${query}`);
    expect([answer.statusCode, errorsOf(answer.body)]).toEqual([400, [[field, code]]]);
  });

  it('refuses a query where a route takes none', async () => {
    const one = await get('/api/v1/notes/one?asAt=2022-06-01T00:00:00Z');
    expect([one.statusCode, errorsOf(one.body)]).toEqual([400, [['asAt', 'unknown-field']]]);
    const changed = await post(`/api/v1/notes/${ID}/change?dryRun=true`, { text: 'a' });
    expect([changed.statusCode, errorsOf(changed.body)]).toEqual([400, [['dryRun', 'unknown-field']]]);
    expect(seen).toEqual([]);
  });

  it('says that it is stale when the wait expired', async () => {
    progress.reached = false;
    const answer = await get('/api/v1/notes', { 'cotmoc-min-position': '00000000000000000041' });
    expect([answer.statusCode, answer.headers['cotmoc-stale']]).toEqual([200, 'true']);
  });

  it('is not sent again to who has it', async () => {
    expect((await get('/api/v1/notes/one')).headers.etag).toBe('"5"');
    const again = await get('/api/v1/notes/one', { 'if-none-match': 'W/"5"' });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await get('/api/v1/notes/one', { 'if-none-match': '"4"' })).json()).toEqual({ revision: 5 });
  });
});

describe('a server that is still building its read models', () => {
  it('refuses the office’s work and answers about itself', async () => {
    progress.ready = false;
    const starting = await start();
    const codeOf = async (method: 'GET' | 'POST', url: string) => {
      const answer = await starting.inject({
        method,
        url,
        ...(method === 'POST' && { payload: { text: 'a' } }),
      });
      return [answer.statusCode, answer.headers['retry-after'], answer.json<ProblemBody>().code];
    };
    expect(await codeOf('GET', '/api/v1/notes')).toEqual([503, '1', 'server.starting']);
    expect(await codeOf('POST', '/api/v1/notes')).toEqual([503, '1', 'server.starting']);
    expect((await starting.inject('/health/live')).statusCode).toBe(200);
    progress.ready = true;
    expect((await starting.inject('/api/v1/notes')).statusCode).toBe(200);
    await starting.close();
  });
});

describe('health', () => {
  it('is ready when the stores answer and the read models have caught up', async () => {
    expect((await get('/health/live')).json()).toEqual({ status: 'up' });
    const ready = await get('/health/ready');
    expect([ready.statusCode, ready.json()]).toEqual([
      200,
      {
        status: 'up',
        checks: {
          eventStore: { status: 'up' },
          readStore: { status: 'up' },
          projections: { status: 'up', detail: 'notes@1 is being built: 5 events, 50 %' },
        },
      },
    ]);
  });

  it('is not ready before', async () => {
    progress.ready = false;
    expect((await get('/health/ready')).statusCode).toBe(503);
  });
});

describe('the log', () => {
  it('holds the pattern of the address, never what was asked or sent', async () => {
    await post('/api/v1/notes', { text: 'Nguyễn' });
    await get('/api/v1/notes?from=2022-06-01');
    await post(`/api/v1/notes/${ID}/change`, { text: 'a' }, { 'x-correlation-id': 'c-7' });
    const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.at(-1)).toMatchObject({
      method: 'POST',
      route: '/api/v1/notes/:id/change',
      status: 200,
      correlationId: 'c-7',
      actor: 'officer-consular',
    });
    expect(log.join('')).not.toMatch(/Nguyễn|2022-06-01|3f2b1c9a/);
  });
});

describe('a page of another site', () => {
  const refused = async (headers: Record<string, string>, method: 'GET' | 'POST' = 'POST') => {
    const answer = await app.inject({
      method,
      url: '/api/v1/notes',
      headers,
      ...(method === 'POST' && { payload: { text: 'Đã gọi' } }),
    });
    return [answer.statusCode, answer.json<ProblemBody>().code];
  };
  const ORIGIN = [403, 'request.foreign-origin'];
  const HOST = [421, 'request.foreign-host'];
  const TAKEN = [201, undefined];

  it('sends nothing here: neither a form nor a program of it', async () => {
    expect(await refused({ host: 'localhost:3000', origin: 'https://example.org' })).toEqual(ORIGIN);
    expect(await refused({ host: 'localhost:3000', origin: 'http://localhost:8080' })).toEqual(ORIGIN);
    expect(await refused({ host: 'localhost:3000', origin: 'null' })).toEqual(ORIGIN);
    expect(await refused({ host: 'localhost:3000', 'sec-fetch-site': 'cross-site' })).toEqual(ORIGIN);
    expect(await refused({ host: 'localhost:3000', 'sec-fetch-site': 'same-site' })).toEqual(ORIGIN);
  });

  it('reads nothing under a name that it lets point here', async () => {
    expect(await refused({ host: 'rebound.example.org' }, 'GET')).toEqual(HOST);
    expect(await refused({ host: 'rebound.example.org.:3000' }, 'GET')).toEqual(HOST);
    expect(await refused({ host: 'rebound.example.org', 'sec-fetch-site': 'same-origin' })).toEqual(HOST);
  });

  it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000', '192.168.1.7', 'api', 'cotmoc.localhost'])(
    'is not what asks for %s, whatever program asks',
    async (host) => {
      expect(await refused({ host })).toEqual(TAKEN);
      expect(await refused({ host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).toEqual(
        TAKEN,
      );
    },
  );
});

describe('live updates', () => {
  const listen = async (headers: Record<string, string>, query = '') => {
    const address = await app.listen({ port: 0, host: '127.0.0.1' }).then(() => app.getUrl());
    const stop = new AbortController();
    const answer = await fetch(`${address}/api/v1/live${query}`, { headers, signal: stop.signal });
    return { answer, stop: () => stop.abort() };
  };

  it('end when the server does, and do not keep it from closing', async () => {
    const other = await start();
    await other.listen({ port: 0, host: '127.0.0.1' });
    const answer = await fetch(`${await other.getUrl()}/api/v1/live`);
    const before = closed;
    const text = answer.text();
    await other.close();
    expect(await text).toContain(': heartbeat');
    expect(closed).toBe(before + 1);
  });

  it('resume behind a position and go on without a gap, without contents', async () => {
    const { answer, stop } = await listen(
      { 'last-event-id': '00010000000000000000', 'x-demo-actor': 'analyst' },
      '?module=note',
    );
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    expect(answer.headers.get('cotmoc-mode')).toBe('demo');
    let text = '';
    const reader = (answer.body as ReadableStream).pipeThrough(new TextDecoderStream()).getReader();
    const readUntil = async (mark: string) => {
      while (!text.includes(mark)) text += (await reader.read()).value ?? '';
    };
    await readUntil('id: 0003');
    for (const listener of progress.listeners)
      listener([event('0003'), event('0050', 'other-1'), event('0051')]);
    await readUntil('id: 0051');
    stop();
    expect([...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => id)).toEqual(['0002', '0003', '0051']);
    expect(text).toContain(': heartbeat');
    expect(text).not.toContain('private');
    expect(JSON.parse(/data: (.*"0051".*)/.exec(text)?.[1] ?? '')).toEqual({
      position: '0051',
      module: 'note',
      stream: 'note-1',
      id: 'event-0051',
      type: 'NoteWritten',
      revision: 0,
      recordedAt: NOW,
      actor: 'officer-consular',
    });
  });
});

describe('the documentation', () => {
  it('describes bodies with examples and every problem by status', async () => {
    const document = (await get('/openapi.json')).json<OpenAPIObject>();
    const operation = document.paths['/api/v1/notes']?.post as unknown as {
      responses: Record<string, { content: Record<string, { examples: object }> }>;
    };
    expect(Object.keys(operation.responses).sort()).toEqual([
      '201',
      '400',
      '401',
      '403',
      '409',
      '412',
      '413',
      '415',
      '421',
      '422',
      '500',
      '503',
    ]);
    expect(
      Object.keys(operation.responses['409']?.content['application/problem+json']?.examples ?? {}),
    ).toEqual(['command.conflict', 'note.closed']);
    const schema = document.components?.schemas?.NoteDto;
    expect(schema).toMatchObject({
      required: ['text'],
      properties: {
        text: { type: 'string', maxLength: 10, example: 'Đã gọi' },
        occurredOn: { type: 'string', format: 'date' },
        source: { $ref: '#/components/schemas/SourceDto' },
      },
    });
  });

  it('begins with the office’s work, and asks nobody who they are where anybody may come', async () => {
    const document = (await get('/openapi.json')).json<OpenAPIObject>();
    expect(document.tags?.map(({ name }) => name)).toEqual([
      'notes',
      'approvals',
      'office',
      'live',
      'read-models',
      'problems',
      'health',
    ]);
    expect(document.paths['/health/live']?.get?.security).toEqual([]);
    expect(document.paths['/api/v1/notes']?.get?.security).toBeUndefined();
  });

  it('fills in nothing that may be left out of a question', async () => {
    const document = (await get('/openapi.json')).json<OpenAPIObject>();
    const parameters = document.paths['/api/v1/notes']?.get?.parameters as { name: string; in: string }[];
    expect(parameters.filter((parameter) => parameter.in === 'query')).toEqual([
      { name: 'limit', in: 'query', required: false, schema: { type: 'integer', minimum: 0, maximum: 100 } },
      {
        name: 'kind',
        in: 'query',
        required: false,
        style: 'form',
        explode: false,
        schema: { type: 'array', items: { type: 'string', enum: ['a', 'b'] }, minItems: 0, maxItems: 50 },
      },
      {
        name: 'from',
        in: 'query',
        required: false,
        description: 'Example: `2022-06-15`.',
        schema: { type: 'string', format: 'date' },
      },
    ]);
  });

  it('is shown by Swagger UI from this server alone', async () => {
    const page = await get('/docs');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(src|href)="https?:/);
    expect((await get('/docs/swagger-ui-bundle.js')).statusCode).toBe(200);
  });
});
