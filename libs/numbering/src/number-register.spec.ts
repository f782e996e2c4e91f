import { randomBytes } from 'node:crypto';
import { type CommandContext, type DomainError } from '#kernel';
import { openSqliteEventStore } from '#event-store-sqlite';
import { brokenLink, type EventStore, type KeyStore, Sealer, StoreUnavailable } from '#event-sourcing';
import { openSqliteKeyStore } from '#vault-embedded';
import { NumberRegister, type NumberRequest, registerStream } from './index.js';

const STREAM = registerStream('BHCD', 2022);

const context: CommandContext = {
  actor: { id: 'lan', role: 'officer', unit: 'consular' },
  now: '2022-03-02T02:00:00.000Z',
  today: '2022-03-02',
  occurredOn: '2022-03-02',
  facts: undefined,
};

const asked = (command: string, year = 2022): NumberRequest => ({
  series: { series: 'BHCD', width: 4 },
  year,
  holder: `consularCase-${command}`,
  context,
  request: { commandId: command, correlationId: 'r', causationId: command, fingerprint: `f-${command}` },
});

describe('a number register', () => {
  let store: EventStore;
  let keys: KeyStore;
  const open = (over: EventStore = store) => new NumberRegister(over, new Sealer(keys));

  beforeEach(() => {
    store = openSqliteEventStore(':memory:');
    keys = openSqliteKeyStore(':memory:', randomBytes(32));
  });

  afterEach(async () => {
    await store.close();
    await keys.close();
  });

  it('gives numbers in order, each year from the first', async () => {
    const register = open();
    expect(await register.take(asked('a'))).toBe('BHCD-2022-0001');
    expect(await register.take(asked('b'))).toBe('BHCD-2022-0002');
    expect(await register.take(asked('c', 2023))).toBe('BHCD-2023-0001');
  });

  it('gives the same command the same number, in this process and in the next', async () => {
    const register = open();
    await register.take(asked('a'));
    await register.take(asked('b'));
    expect(await register.take(asked('a'))).toBe('BHCD-2022-0001');
    expect(await open().take(asked('b'))).toBe('BHCD-2022-0002');
    expect(await store.readStream(STREAM)).toHaveLength(2);
  });

  it('gives many at once different numbers, dense, in few appends and one chain', async () => {
    const register = open();
    const twice = Array.from({ length: 60 }, (_, n) => asked(`c${n % 50}`));
    const numbers = await Promise.all(twice.map((request) => register.take(request)));
    expect(new Set(numbers).size).toBe(50);
    const events = await store.readStream(STREAM);
    expect(events.map(({ data }) => (data as { sequence: number }).sequence)).toEqual(
      Array.from({ length: 50 }, (_, n) => n + 1),
    );
    expect(events.map((event, n) => brokenLink(event, events[n - 1]?.metadata.integrity.hash ?? ''))).toEqual(
      events.map(() => null),
    );
  });

  it('stays dense when several processes take numbers at once', async () => {
    const registers = [open(), open(), open()];
    const numbers = await Promise.all(
      Array.from({ length: 45 }, (_, n) => registers[n % 3]!.take(asked(`c${n}`))),
    );
    expect([...numbers].sort()).toEqual(
      Array.from({ length: 45 }, (_, n) => `BHCD-2022-${String(n + 1).padStart(4, '0')}`),
    );
  });

  it('takes no second number when an append was stored and its answer lost', async () => {
    let lost = false;
    const forgetful: EventStore = Object.assign(Object.create(store) as EventStore, {
      append: async (...args: Parameters<EventStore['append']>) => {
        const result = await store.append(...args);
        if (lost) return result;
        lost = true;
        throw new StoreUnavailable('the answer was lost');
      },
    });
    const register = open(forgetful);
    await expect(register.take(asked('a'))).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await register.take(asked('b'))).toBe('BHCD-2022-0002');
    expect(await register.take(asked('a'))).toBe('BHCD-2022-0001');
  });

  it('puts on record that a number stays unused, and never gives it again', async () => {
    const register = open();
    await register.take(asked('a'));
    await register.take(asked('b'));
    const repair = { context, request: asked('repair').request };
    await register.leaveUnused(STREAM, 2, 'không có vụ việc', repair);
    expect((await register.inUse(STREAM)).map(({ number }) => number)).toEqual(['BHCD-2022-0001']);
    expect(await register.take(asked('c'))).toBe('BHCD-2022-0003');
    expect(JSON.stringify(await store.readStream(STREAM))).not.toContain('không');
    const again = register.leaveUnused(STREAM, 2, 'x', repair);
    await expect(again).rejects.toMatchObject({
      code: 'number-register.not-in-use',
    } satisfies Partial<DomainError>);
  });

  it('writes a sequence whole that has outgrown its width', async () => {
    const narrow = (command: string) => ({ ...asked(command), series: { series: 'BHCD', width: 1 } });
    const register = open();
    for (let n = 0; n < 9; n += 1) await register.take(narrow(`c${n}`));
    expect(await register.take(narrow('last'))).toBe('BHCD-2022-10');
  });
});
