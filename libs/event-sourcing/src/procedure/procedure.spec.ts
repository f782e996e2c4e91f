import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type CommandContext, DomainError, factsOf, fold, personal } from '#kernel';
import { openSqliteEventStore } from '#event-store-sqlite';
import { openSqliteKeyStore } from '#vault-embedded';
import {
  CommandProcessor,
  type CommandRequest,
  type EventStore,
  type KeyStore,
  type ProcedureCommand,
  Sealer,
  type StoredEvent,
} from '../index.js';
import {
  an,
  binh,
  chi,
  codec,
  contextOf,
  correct,
  decide,
  decider,
  ledger,
  type LedgerEvent,
  ledgerType,
  person,
  requestOf,
  voidEvent,
  withdraw,
  writeOff,
} from './testing/ledger.js';

let store: EventStore;
let keys: KeyStore;
let sealer: Sealer;
let processor: CommandProcessor;
let stream: string;

const fresh = (): void => {
  stream = `ledger-${randomUUID()}`;
};

beforeEach(() => {
  store = openSqliteEventStore(':memory:');
  keys = openSqliteKeyStore(':memory:', randomBytes(32));
  sealer = new Sealer(keys);
  processor = new CommandProcessor(store, sealer);
  fresh();
});

afterEach(async () => {
  await store.close();
  await keys.close();
});

const record = (event: LedgerEvent, actor = an) =>
  processor.handle(ledgerType, stream, { type: 'Record', data: event }, contextOf(actor), requestOf());

const open = () =>
  record({ type: 'LedgerOpened', data: { number: 'L-1', owner: 'lan' }, occurredOn: '2022-01-01' });
const enter = (amount: number, occurredOn = '2022-01-10', note?: string, actor = an) =>
  record(
    {
      type: 'SumEntered',
      data: { amount, ...(note !== undefined && { note: personal(note, ['subject-lan']) }) },
      occurredOn,
    },
    actor,
  );
const settle = (occurredOn = '2022-01-20') => record({ type: 'Settled', data: {}, occurredOn });

const amend = (
  command: ProcedureCommand,
  actor = an,
  more: Partial<CommandRequest> = {},
  changes: Partial<CommandContext<undefined>> = {},
) => processor.amend(ledger, stream, command, contextOf(actor, changes), requestOf(more));

const history = () => store.readStream(stream);
const decoded = async () => (await history()).map((event) => codec.decode(event));
const idAt = async (revision: number): Promise<string> => (await history())[revision]?.id ?? '';
const last = async (): Promise<StoredEvent> => (await history()).at(-1)!;
const stateNow = async () => fold(decider, factsOf<LedgerEvent>(await decoded()));

const refusal = async (sent: Promise<unknown>): Promise<unknown> => {
  const error = await sent.then(
    () => 'accepted',
    (thrown: unknown) => thrown,
  );
  return error instanceof DomainError ? error.code : error;
};
const detailsOf = async (sent: Promise<unknown>) => {
  const error: unknown = await sent.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof DomainError ? error.details : error;
};

/** Proposes and approves the voiding of an event that somebody else recorded. */
async function voided(target: string): Promise<void> {
  const { revision } = await amend(voidEvent(target));
  await amend(decide(await idAt(revision)), binh, { expectedRevision: revision });
}

describe('correcting a fact', () => {
  beforeEach(async () => {
    await open();
    await enter(5, '2022-01-10', 'bí mật');
    await settle();
  });

  it('says what the event should have said, whole, in its own shape, and is read at its place', async () => {
    await amend(
      correct(await idAt(1), { amount: 7 }, { correctedOccurredOn: '2022-01-11', evidence: 'giấy' }),
    );
    const stored = await last();
    const entered = (await history())[1];
    expect(stored.type).toBe('FactCorrected');
    expect(stored.data).toMatchObject({
      target: await idAt(1),
      targetType: 'SumEntered',
      targetVersion: 2,
      correctedOccurredOn: '2022-01-11',
    });
    expect((stored.data as { payload: unknown }).payload).toEqual({
      ...(entered?.data as object),
      amount: 7,
    });
    expect(await stateNow()).toEqual({ owner: 'lan', sums: [7], last: '2022-01-11', settled: true });
  });

  it('copies a sealed text that is not mentioned as it is, replaces one that is, takes away one that is null', async () => {
    const noteOf = async () =>
      (
        (await sealer.open(stream, ((await last()).data as { payload: unknown }).payload)) as {
          note?: string;
        }
      ).note;
    await amend(correct(await idAt(1), { amount: 6 }));
    expect(await noteOf()).toBe('bí mật');
    await amend(correct(await idAt(1), { note: '  điều khác ' }));
    expect(await noteOf()).toBe('điều khác');
    await amend(correct(await idAt(1), { note: null }));
    expect(await noteOf()).toBeUndefined();
    expect(await stateNow()).toMatchObject({ sums: [6] });
  });

  it('seals what is written, reason and evidence among it, for whom the corrected record is about', async () => {
    await amend(correct(await idAt(0), { owner: 'hoa' }, { reason: 'nhầm người', evidence: 'sổ gốc' }));
    const stored = await last();
    expect(JSON.stringify(stored)).not.toContain('nhầm');
    expect(await sealer.open(stream, stored.data)).toMatchObject({
      reason: 'nhầm người',
      evidence: 'sổ gốc',
    });
    await keys.destroy('subject-hoa');
    expect(await sealer.open(stream, stored.data)).toMatchObject({ reason: null, evidence: null });
  });

  it('corrects the paper an event rests on, with its issuer sealed', async () => {
    const paper = { register: 'in', number: '125', date: '2022-01-09' };
    const correctedSource = { ...paper, issuer: personal('Cơ quan', []) };
    await amend(correct(await idAt(1), {}, { correctedSource }));
    expect(JSON.stringify(await last())).not.toContain('Cơ quan');
    const [, entered] = factsOf<LedgerEvent>(await decoded());
    expect(entered?.source).toMatchObject(paper);
  });

  it('lets the last correction win, and goes back to the one before when it is voided', async () => {
    const target = await idAt(1);
    await amend(correct(target, { amount: 6 }));
    await amend(correct(target, { amount: 7 }));
    expect(await stateNow()).toMatchObject({ sums: [7] });
    await voided(await idAt(4));
    expect(await stateNow()).toMatchObject({ sums: [6] });
    await voided(await idAt(3));
    expect(await stateNow()).toMatchObject({ sums: [5] });
  });

  it('does nothing when nothing changes', async () => {
    const before = await history();
    const result = await amend(correct(await idAt(1), { amount: 5 }, { correctedOccurredOn: '2022-01-10' }));
    expect(result).toMatchObject({ revision: 2, repeated: false });
    expect(await history()).toEqual(before);
  });

  it('is carried out once however often the same command comes', async () => {
    const commandId = randomUUID();
    const command = correct(await idAt(1), { amount: 9 });
    const first = await amend(command, an, { commandId });
    expect(await amend(command, an, { commandId })).toEqual({ ...first, repeated: true });
    expect(await refusal(amend(command, an, { commandId, fingerprint: 'other' }))).toBe('command.key-reused');
    expect(await history()).toHaveLength(4);
  });

  it('leaves ordinary commands of the same process on the corrected state', async () => {
    await record({ type: 'Noted', data: { text: personal('x', []) }, occurredOn: '2022-01-21' });
    await amend(correct(await idAt(1), { amount: 6 }));
    expect(
      await record({ type: 'Noted', data: { text: personal('y', []) }, occurredOn: '2022-01-22' }),
    ).toMatchObject({
      revision: 5,
    });
  });

  it('reads a payload of an older version as its target is read', async () => {
    await amend(correct(await idAt(1), { amount: 6 }));
    const stored = await last();
    const data = { ...(stored.data as object), targetVersion: 1, payload: { value: 40 } };
    expect(codec.decode({ ...stored, data }).data).toMatchObject({
      targetVersion: 2,
      payload: { amount: 40 },
    });
  });

  it.each([
    ['an event that is not there', () => correct(randomUUID(), { amount: 1 }), 'correction.unknown-event'],
    ['a field that stays', async () => correct(await idAt(0), { number: 'L-2' }), 'correction.field-fixed'],
    ['a field nobody knows', async () => correct(await idAt(1), { colour: 1 }), 'correction.field-fixed'],
    [
      'a sealed value from outside',
      async () => correct(await idAt(1), { note: { $sealed: {} } }),
      'correction.field-fixed',
    ],
    [
      'a value of another shape',
      async () => correct(await idAt(1), { amount: 'x' }),
      'correction.payload-invalid',
    ],
    [
      'a text of which nothing can be seen',
      async () => correct(await idAt(1), { note: '\u200b' }),
      'correction.payload-invalid',
    ],
    ['an empty text', async () => correct(await idAt(1), { note: '  ' }), 'correction.payload-invalid'],
    ['a text that is none', async () => correct(await idAt(1), { note: 7 }), 'correction.payload-invalid'],
    ['a reference nobody knows', async () => correct(await idAt(0), { owner: 'ai' }), 'ledger.unknown-owner'],
    [
      'a day that is yet to come',
      async () => correct(await idAt(1), {}, { correctedOccurredOn: '2022-02-02' }),
      'correction.date-in-future',
    ],
  ])('refuses %s', async (_, command, code) => {
    const before = await history();
    expect(await refusal(amend(await command()))).toBe(code);
    expect(await history()).toEqual(before);
  });

  it('refuses a history that breaks a rule, and says which at which event', async () => {
    const command = correct(await idAt(1), {}, { correctedOccurredOn: '2022-01-25' });
    expect(await refusal(amend(command))).toBe('correction.breaks-rule');
    expect(await detailsOf(amend(command))).toEqual({
      event: await idAt(2),
      type: 'Settled',
      revision: 2,
      occurredOn: '2022-01-20',
      rule: 'ledger.out-of-order',
      because: {},
    });
  });

  it('lets a history be corrected in which that rule was broken before', async () => {
    await enter(3);
    expect(await amend(correct(await idAt(3), { amount: 4 }))).toMatchObject({ revision: 4 });
  });

  it('refuses to correct a correction, a proposal, a decision and what follows from one', async () => {
    fresh();
    await open();
    await enter(5);
    await amend(correct(await idAt(1), { amount: 6 }));
    await amend(writeOff(2));
    await amend(decide(await idAt(3)), chi, { expectedRevision: 3 });
    const types = (await history()).map(({ type }) => type).slice(2);
    expect(types).toEqual(['FactCorrected', 'DecisionProposed', 'DecisionTaken', 'SumEntered']);
    for (const { id } of (await history()).slice(2)) {
      expect(await refusal(amend(correct(id, {})))).toBe('correction.not-correctable');
    }
  });

  it('refuses to correct what was voided', async () => {
    await enter(3, '2022-01-10', undefined, chi);
    await voided(await idAt(3));
    expect(await refusal(amend(correct(await idAt(3), { amount: 1 })))).toBe('correction.event-voided');
  });

  it('refuses one that saw an older revision', async () => {
    const command = correct(await idAt(1), { amount: 6 });
    expect(await refusal(amend(command, an, { expectedRevision: 1 }))).toBe('command.stale-revision');
    expect(await refusal(amend(command, an, { expectedRevision: 2 }))).toBe('accepted');
  });
});

describe('a decision inside the office', () => {
  beforeEach(async () => {
    await open();
    await enter(5);
  });

  /** Proposes, and answers the proposal with the revision at which it stands. */
  const proposed = async (command: ProcedureCommand, actor = an) => {
    const { revision } = await amend(command, actor);
    return { id: await idAt(revision), revision };
  };
  const approve = (
    id: string,
    actor: typeof an,
    seen?: number,
    changes: Partial<CommandContext<undefined>> = {},
  ) => amend(decide(id), actor, seen === undefined ? {} : { expectedRevision: seen }, changes);

  it('is proposed by one person and taken by another, and what follows stands behind it in the same append', async () => {
    const { id, revision } = await proposed(writeOff(2));
    await approve(id, chi, revision);
    const [asked, taken, follows] = (await history()).slice(2);
    expect(asked).toMatchObject({
      type: 'DecisionProposed',
      data: { kind: 'write-off', payload: { amount: 2 }, seenRevision: 1, barred: [] },
      metadata: { actor: { id: 'an' } },
    });
    expect(taken).toMatchObject({
      type: 'DecisionTaken',
      data: { proposal: id, verdict: 'approved', seenRevision: 1 },
      metadata: { actor: { id: 'chi' } },
    });
    expect(follows).toMatchObject({ type: 'SumEntered', data: { amount: -2 } });
    expect(follows?.metadata.commandId).toBe(taken?.metadata.commandId);
    expect(await stateNow()).toMatchObject({ sums: [5, -2] });
  });

  it('voids an event, and the voiding of the voiding brings it back', async () => {
    await voided(await idAt(1));
    expect((await last()).type).toBe('EventVoided');
    expect(await stateNow()).toMatchObject({ sums: [] });
    const { id, revision } = await proposed(voidEvent((await last()).id));
    await approve(id, chi, revision);
    expect(await stateNow()).toMatchObject({ sums: [5] });
  });

  it('keeps the proposer’s reason, sealed, in what it voids by', async () => {
    await voided(await idAt(1));
    const stored = await history();
    expect(JSON.stringify(stored)).not.toContain('nhầm');
    expect(await sealer.open(stream, stored.at(-1)?.data)).toMatchObject({ reason: 'nhập nhầm' });
  });

  it('is refused with a reason, and nothing follows', async () => {
    const { id } = await proposed(writeOff(2));
    expect(await refusal(amend(decide(id, 'refused'), chi, { expectedRevision: 2 }))).toBe(
      'decision.reason-required',
    );
    await amend(decide(id, 'refused', 'còn thu được'), chi, { expectedRevision: 2 });
    expect((await history()).map(({ type }) => type).slice(2)).toEqual(['DecisionProposed', 'DecisionTaken']);
    expect(await sealer.open(stream, (await last()).data)).toMatchObject({
      verdict: 'refused',
      reason: 'còn thu được',
    });
  });

  it('is carried out once, and the answer is the first one, whatever was seen', async () => {
    const { id } = await proposed(writeOff(2));
    const commandId = randomUUID();
    const first = await amend(decide(id), chi, { commandId, expectedRevision: 2 });
    expect(await amend(decide(id), chi, { commandId })).toEqual({ ...first, repeated: true });
  });

  it.each([
    ['who proposed it', writeOff(2), chi, chi, 'decision.own-proposal'],
    ['whose role may not', writeOff(2), an, binh, 'access.denied'],
    ['whose role may not propose', writeOff(2), person('dung', 'clerk'), chi, 'access.denied'],
  ])('is not taken by %s', async (_, command, proposer, decider_, code) => {
    const sent = proposed(command, proposer).then(({ id, revision }) => approve(id, decider_, revision));
    expect(await refusal(sent)).toBe(code);
  });

  it('is not taken in the name of who proposed it, nor by whoever they stood in for', async () => {
    const { id } = await proposed(writeOff(2));
    expect(await refusal(approve(id, chi, 2, { onBehalfOf: 'an' }))).toBe('decision.own-proposal');
    await amend(withdraw(id));
    const again = await amend(writeOff(3), an, {}, { onBehalfOf: 'chi' });
    expect(await refusal(approve(await idAt(again.revision), chi, again.revision))).toBe(
      'decision.own-proposal',
    );
  });

  it('to void is not taken by the author of what is voided', async () => {
    await enter(7, '2022-01-11', undefined, binh);
    const { id, revision } = await proposed(voidEvent(await idAt(2)));
    expect(await refusal(approve(id, binh, revision))).toBe('decision.own-act');
    expect(await refusal(approve(id, chi, revision))).toBe('accepted');
  });

  it('names the dossier it is about: without it, and when that has changed, it is not taken', async () => {
    const { id } = await proposed(writeOff(2));
    expect(await refusal(approve(id, chi))).toBe('decision.revision-required');
    expect(await detailsOf(approve(id, chi))).toEqual({ revision: 1 });
    await enter(7, '2022-01-11', undefined, binh);
    expect(await refusal(approve(id, chi, 2))).toBe('decision.dossier-changed');
    expect(await detailsOf(approve(id, chi, 2))).toEqual({
      expected: 2,
      actual: 3,
      changes: [{ type: 'SumEntered', revision: 3, recordedAt: '2022-02-01T02:00:00.000Z', actor: binh }],
    });
    expect(await refusal(approve(id, chi, 99))).toBe('decision.dossier-changed');
    expect(await refusal(approve(id, chi, 3))).toBe('accepted');
  });

  it('is not spoiled by a note, but by a correction of the dossier', async () => {
    const note: LedgerEvent = { type: 'Noted', data: { text: personal('x', []) }, occurredOn: '2022-01-21' };
    const { id } = await proposed(writeOff(2));
    await record(note);
    await amend(correct(await idAt(1), { amount: 6 }));
    expect(await refusal(approve(id, chi, 3))).toBe('decision.dossier-changed');
    await record(note);
    expect(await refusal(approve(id, chi, 4))).toBe('accepted');
  });

  it('is taken once', async () => {
    const { id } = await proposed(writeOff(2));
    await approve(id, chi, 2);
    expect(await refusal(approve(id, person('em', 'director'), 4))).toBe('decision.already-decided');
    expect(await refusal(amend(withdraw(id)))).toBe('decision.already-decided');
  });

  it('is taken back by who proposed it, and by nobody else', async () => {
    const { id } = await proposed(writeOff(2));
    expect(await refusal(amend(withdraw(id), binh))).toBe('decision.not-proposer');
    await amend(withdraw(id));
    expect(await refusal(approve(id, chi, 3))).toBe('decision.proposal-withdrawn');
  });

  it('waits once for the same, and may be proposed again when it was refused', async () => {
    const { id } = await proposed(voidEvent(await idAt(1)));
    expect(await refusal(amend(voidEvent(await idAt(1)), binh))).toBe('decision.already-proposed');
    await amend(decide(id, 'refused', 'đúng mà'), chi, { expectedRevision: 2 });
    expect(await refusal(amend(voidEvent(await idAt(1)), binh))).toBe('accepted');
  });

  it.each([
    ['an unknown proposal', () => decide(randomUUID()), 'decision.unknown-proposal'],
    ['voiding what is not there', () => voidEvent(randomUUID()), 'correction.unknown-event'],
    ['voiding what stays', async () => voidEvent(await idAt(0)), 'correction.not-voidable'],
    ['a payload of another shape', () => writeOff(-1), 'decision.payload-invalid'],
    [
      'a kind nobody decides',
      (): ProcedureCommand => ({ type: 'ProposeDecision', data: { kind: 'x', payload: {}, reason: 'r' } }),
      'decision.unknown-kind',
    ],
  ])('is refused for %s', async (_, command, code) => {
    expect(await refusal(amend(await command(), chi))).toBe(code);
    expect(await history()).toHaveLength(2);
  });

  it('names the fields of a payload as who proposes it does', async () => {
    const amount = expect.objectContaining({ field: 'amount' }) as object;
    await expect(amend(writeOff(-1), chi)).rejects.toMatchObject({
      details: { fields: ['amount'] },
      errors: [amount],
    });
  });

  it('is not proposed when it could not be carried out: what stands would break a rule, or the new event would', async () => {
    await settle();
    expect(await refusal(amend(voidEvent(await idAt(1))))).toBe('correction.breaks-rule');
    expect(await refusal(amend(writeOff(1)))).toBe('ledger.settled');
  });

  it('is judged again when it is taken', async () => {
    const { id } = await proposed(writeOff(2));
    await settle();
    expect(await refusal(approve(id, chi, 3))).toBe('ledger.settled');
    expect(await history()).toHaveLength(4);
  });

  it('has nothing to decide where there is no record', async () => {
    fresh();
    expect(await refusal(amend(writeOff(2)))).toBe('ledger.unknown');
  });
});

describe('any history', () => {
  const command = fc.oneof(
    fc.record({ what: fc.constant('enter' as const), amount: fc.integer({ min: -9, max: 9 }) }),
    fc.record({ what: fc.constant('correct' as const), amount: fc.integer(), at: fc.nat(12) }),
    fc.record({ what: fc.constant('void' as const), at: fc.nat(12) }),
  );

  it('is as before when a correction is voided again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer(), { minLength: 1, maxLength: 5 }),
        fc.nat(4),
        async (sums, at) => {
          fresh();
          await open();
          for (const sum of sums) await enter(sum);
          const before = await stateNow();
          await amend(correct(await idAt(1 + (at % sums.length)), { amount: 12_345 }));
          expect(await stateNow()).not.toEqual(before);
          await voided((await last()).id);
          expect(await stateNow()).toEqual(before);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('folds in any subset, corrected and voided, without throwing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { maxLength: 12 }),
        fc.array(fc.boolean()),
        async (commands, keep) => {
          fresh();
          await open();
          for (const step of commands) {
            if (step.what === 'enter') await enter(step.amount);
            else if (step.what === 'correct')
              await refusal(amend(correct(await idAt(step.at), { amount: step.amount })));
            else await voided(await idAt(step.at)).catch(() => undefined);
          }
          const events = (await decoded()).filter((_, index) => keep[index] ?? true);
          expect(() => fold(decider, factsOf<LedgerEvent>(events))).not.toThrow();
        },
      ),
      { numRuns: 20 },
    );
  });
});
