import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type Command,
  type CommandContext,
  type Decider,
  DomainError,
  type DomainEvent,
  type EventVoided,
  personal,
  type Personal,
} from '#kernel';
import { openSqliteEventStore } from '#event-store-sqlite';
import { openSqliteKeyStore } from '#vault-embedded';
import {
  brokenLink,
  CommandProcessor,
  type CommandRequest,
  ConcurrencyConflict,
  EventCodec,
  type EventStore,
  KeyDestroyed,
  type KeyStore,
  personalValue,
  Sealer,
  type StoredEvent,
  type StreamType,
} from './index.js';

type Noted = DomainEvent<'Noted', { readonly text: Personal<string>; readonly size: number }>;
type Shut = DomainEvent<'Shut', Record<string, never>>;
type TestEvent = Noted | Shut | EventVoided;
type TestCommand = Command<'Note', { readonly text: string }> | Command<'Shut', Record<string, never>>;
interface State {
  readonly notes: number;
  readonly shut: boolean;
}

const decider: Decider<TestCommand, State, TestEvent> = {
  category: 'box',
  initial: { notes: 0, shut: false },
  evolve: (state, event) =>
    event.type === 'Shut' ? { ...state, shut: true } : { ...state, notes: state.notes + 1 },
  admits: (state) => (state.shut ? new DomainError('box.shut', 'the box is shut') : null),
  decide: (command, state, { occurredOn }) => {
    if (command.type === 'Shut') return state.shut ? [] : [{ type: 'Shut', data: {}, occurredOn }];
    if (state.shut) throw new DomainError('box.shut', 'the box is shut');
    const { text } = command.data;
    return [{ type: 'Noted', data: { text: personal(text, ['subject-1']), size: text.length }, occurredOn }];
  },
};

const type: StreamType<TestCommand, State, TestEvent, unknown> = {
  decider,
  codec: new EventCodec<TestEvent>('box', {
    Noted: {
      version: 1,
      schema: z.strictObject({ text: personalValue(z.string()), size: z.int() }),
      description: '',
    },
    Shut: { version: 1, schema: z.strictObject({}), description: '' },
    EventVoided: { version: 1, schema: z.any(), description: '' },
  }),
};

const context: CommandContext = {
  actor: { id: 'lan', role: 'officer', unit: 'consular' },
  now: '2022-01-04T02:00:00.000Z',
  today: '2022-01-04',
  occurredOn: '2022-01-03',
  facts: undefined,
};

const request = (commandId: string, more: Partial<CommandRequest> = {}): CommandRequest => ({
  commandId,
  correlationId: 'corr',
  causationId: commandId,
  fingerprint: `payload of ${commandId}`,
  ...more,
});

const note = (text: string): TestCommand => ({ type: 'Note', data: { text } });
const shut: TestCommand = { type: 'Shut', data: {} };

describe('carrying out a command', () => {
  let store: EventStore;
  let keys: KeyStore;
  let processor: CommandProcessor;

  beforeEach(() => {
    store = openSqliteEventStore(':memory:');
    keys = openSqliteKeyStore(':memory:', randomBytes(32));
    processor = new CommandProcessor(store, new Sealer(keys));
  });

  afterEach(async () => {
    await store.close();
    await keys.close();
  });

  const send = (command: TestCommand, how: CommandRequest, stream = 'box-1') =>
    processor.handle(type, stream, command, context, how);
  const codeOf = (sent: Promise<unknown>) =>
    sent.then(
      () => 'accepted',
      (error: unknown) => (error instanceof DomainError ? error.code : error),
    );

  it('appends what was decided, with who, when and a link of the chain', async () => {
    const result = await send(note('xin chào'), request('c1'));
    const [event] = await store.readStream('box-1');
    expect(result).toEqual({ stream: 'box-1', revision: 0, position: event?.position, repeated: false });
    expect(event?.metadata).toEqual({
      schemaVersion: 1,
      occurredOn: '2022-01-03',
      recordedAt: '2022-01-04T02:00:00.000Z',
      actor: { id: 'lan', role: 'officer', unit: 'consular' },
      commandId: 'c1',
      $correlationId: 'corr',
      $causationId: 'c1',
      fingerprint: 'payload of c1',
      integrity: { previous: '', hash: expect.any(String) as string },
    });
    expect(brokenLink(event!, '')).toBeNull();
  });

  it('stores no personal value in the open, and opens it for who has the key', async () => {
    await send(note('bí mật của Lan'), request('c1'));
    const [stored] = await store.readStream('box-1');
    expect(JSON.stringify(stored)).not.toContain('mật');
    const sealer = new Sealer(keys);
    expect(await sealer.open('box-1', stored?.data)).toEqual({ text: 'bí mật của Lan', size: 14 });
    await expect(sealer.open('box-2', stored?.data)).rejects.toThrow();
    await keys.destroy('subject-1');
    expect(await sealer.open('box-1', stored?.data)).toEqual({ text: null, size: 14 });
  });

  it('seals who wrote a paper for whom the events are about, else for the stream itself', async () => {
    const owned = {
      ...type,
      owners: (_: State, events: readonly TestEvent[]) => events.map(() => 'subject-1'),
    };
    const source = { register: 'in', number: '7', date: '2022-01-03', issuer: personal('Lan', []) };
    const told = { ...context, source };
    await processor.handle(owned, 'box-1', note('a'), told, request('c1'));
    await processor.handle(type, 'box-1', note('b'), told, request('c2'));
    const stored = await store.readStream('box-1');
    expect(JSON.stringify(stored)).not.toContain('Lan');
    expect(brokenLink(stored[0]!, '')).toBeNull();
    const issuers = async () => {
      const opened = await new Sealer(keys).open('box-1', stored);
      return (opened as StoredEvent[]).map(({ metadata }) => metadata.source?.issuer);
    };
    expect(await issuers()).toEqual(['Lan', 'Lan']);
    await keys.destroy('subject-1');
    expect(await issuers()).toEqual([null, 'Lan']);
  });

  it('answers the first result when the same command comes again, whatever happened since', async () => {
    const first = await send(note('a'), request('c1'));
    await send(shut, request('c2'));
    expect(await send(note('a'), request('c1', { expectedRevision: 7 }))).toEqual({
      ...first,
      repeated: true,
    });
    expect(await store.readStream('box-1')).toHaveLength(2);
  });

  it('refuses the same key with another payload', async () => {
    await send(note('a'), request('c1'));
    expect(await codeOf(send(note('b'), request('c1', { fingerprint: 'other' })))).toBe('command.key-reused');
  });

  it('refuses a sender who has not seen the latest, and says what changed', async () => {
    await send(note('a'), request('c1'));
    await send(note('b'), request('c2'));
    const refused = send(note('c'), request('c3', { expectedRevision: 0 }));
    await expect(refused).rejects.toMatchObject({
      code: 'command.stale-revision',
      details: {
        expected: 0,
        actual: 1,
        changes: [{ type: 'Noted', revision: 1, recordedAt: context.now, actor: context.actor }],
      },
    });
  });

  it('writes nothing for what is already so, and answers where the stream is', async () => {
    await send(shut, request('c1'));
    const { position } = (await store.readStream('box-1'))[0]!;
    expect(await send(shut, request('c2'))).toEqual({
      stream: 'box-1',
      revision: 0,
      position,
      repeated: false,
    });
    expect(await store.readStream('box-1')).toHaveLength(1);
  });

  it('leaves the log untouched when a rule is broken', async () => {
    await send(shut, request('c1'));
    expect(await codeOf(send(note('a'), request('c2')))).toBe('box.shut');
    expect(await store.readStream('box-1')).toHaveLength(1);
  });

  it('lets commands on one stream take turns: all are carried out, in one unbroken chain', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => send(note(`note ${n}`), request(`c${n}`))));
    const events = await store.readStream('box-1');
    expect(events.map(({ revision }) => revision)).toEqual(Array.from({ length: 40 }, (_, n) => n));
    expect(events.map((event, n) => brokenLink(event, events[n - 1]?.metadata.integrity.hash ?? ''))).toEqual(
      events.map(() => null),
    );
  });

  it('decides again when another process was first, and gives up only after several losses', async () => {
    let losses = 2;
    const losing: EventStore = Object.assign(Object.create(store) as EventStore, {
      append: (...args: Parameters<EventStore['append']>) =>
        (losses -= 1) >= 0
          ? Promise.reject(new ConcurrencyConflict('box-1', 'no-stream', 0))
          : store.append(...args),
    });
    processor = new CommandProcessor(losing, new Sealer(keys));
    expect(await send(note('a'), request('c1'))).toMatchObject({ revision: 0 });
    losses = 100;
    await expect(send(note('b'), request('c2'))).rejects.toBeInstanceOf(ConcurrencyConflict);
  });

  it('reads a stream once, and then only what others wrote', async () => {
    const reads: unknown[] = [];
    const watched: EventStore = Object.assign(Object.create(store) as EventStore, {
      readStream: (...args: Parameters<EventStore['readStream']>) => {
        reads.push(args[1] ?? 'whole');
        return store.readStream(...args);
      },
    });
    processor = new CommandProcessor(watched, new Sealer(keys));
    await send(note('a'), request('c1'));
    await send(note('b'), request('c2'));
    await send(note('a'), request('c1'));
    expect(reads).toEqual(['whole']);
    await send(shut, request('c3'));
    await send(shut, request('c4'));
    expect(reads).toEqual(['whole', { from: 3 }]);
  });

  it('judges by what another process wrote meanwhile, whatever it remembers', async () => {
    const other = new CommandProcessor(store, new Sealer(keys));
    await send(note('a'), request('c1'));
    await other.handle(type, 'box-1', shut, context, request('other'));
    expect(await codeOf(send(note('b'), request('c2')))).toBe('box.shut');
    expect(await send(shut, request('c3'))).toMatchObject({ revision: 1 });
    expect(await send(shut, request('other', { fingerprint: 'payload of other' }))).toMatchObject({
      repeated: true,
    });
    expect(await codeOf(send(note('c'), request('c4', { expectedRevision: 0 })))).toBe(
      'command.stale-revision',
    );
  });

  it('folds a remembered stream anew when its history was corrected', async () => {
    await send(shut, request('c1'));
    const [first] = await store.readStream('box-1');
    const metadata = { ...first!.metadata, commandId: 'voiding' };
    const voiding = {
      id: randomUUID(),
      type: 'EventVoided',
      data: { target: first!.id, reason: 'x' },
      metadata,
    };
    await store.append('box-1', [voiding], 0);
    expect(await send(note('again'), request('c2'))).toMatchObject({ revision: 2 });
  });

  it('rehearses without writing', async () => {
    const rehearse = (command: TestCommand, how: CommandRequest) =>
      processor.rehearse(type, 'box-1', command, context, how);
    expect(await rehearse(note('a'), request('c1'))).toBeNull();
    expect(await store.readStream('box-1')).toEqual([]);
    const done = await send(shut, request('c1'));
    expect(await rehearse(shut, request('c1'))).toEqual({ ...done, repeated: true });
    expect(await codeOf(rehearse(note('a'), request('c2')))).toBe('box.shut');
  });

  it('refuses in a rehearsal what could not be sealed', async () => {
    await keys.destroy('subject-1');
    const rehearsal = processor.rehearse(type, 'box-1', note('a'), context, request('c1'));
    await expect(rehearsal).rejects.toThrow(KeyDestroyed);
  });

  it('goes on after a command that failed', async () => {
    const refused = send(shut, request('c1')).then(() => codeOf(send(note('a'), request('c2'))));
    expect(await refused).toBe('box.shut');
    expect(await send(note('b'), request('c3'), 'box-2')).toMatchObject({ revision: 0 });
  });
});
