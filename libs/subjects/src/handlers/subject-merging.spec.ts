import { randomBytes, randomUUID } from 'node:crypto';
import { CommandProcessor, type CommandRequest, Sealer, stateOf } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store-sqlite';
import { type LogDeps, type PairedEvent } from '#platform';
import { openSqliteKeyStore } from '#vault-embedded';
import { type SubjectCommand } from '../domain/commands.js';
import { subjectStream } from '../domain/names.js';
import { otherRecord, SUBJECT } from '../subject.stream.js';
import { subjectPairing } from './subject-merging.js';

const events = openSqliteEventStore(':memory:');
const keys = openSqliteKeyStore(':memory:', randomBytes(32));
const processor = new CommandProcessor(events, new Sealer(keys));

afterAll(async () => {
  await events.close();
  await keys.close();
});

const request = (): CommandRequest => {
  const commandId = randomUUID();
  return { commandId, correlationId: commandId, causationId: commandId, fingerprint: 'f' };
};

const context = {
  actor: { id: 'officer-1', role: 'officer', unit: 'consular' },
  now: '2022-03-10T02:00:00.000Z',
  today: '2022-03-10',
  occurredOn: '2022-03-10',
} as const;

/** One side alone, as a crash would leave it. */
async function alone(id: string, command: SubjectCommand): Promise<void> {
  const stream = subjectStream(id);
  const other = 'other' in command.data ? await recordOf(command.data.other) : undefined;
  const facts = { stream, provinces: new Set<string>(), ...(other && { other }) };
  await processor.handle(SUBJECT, stream, command, { ...context, facts }, request());
}

async function person(): Promise<string> {
  const id = randomUUID();
  await alone(id, { type: 'RegisterSubject', data: { kind: 'person', details: { name: 'Mẫu' } } });
  return id;
}

const recordOf = async (id: string) => otherRecord(await events.readStream(subjectStream(id)));
const stateNow = async (id: string) => stateOf(SUBJECT, await events.readStream(subjectStream(id)));
const merge = (other: string): SubjectCommand => ({
  type: 'MergeSubjects',
  data: { other, evidence: 'Trùng số' },
});
const revert = (other: string): SubjectCommand => ({
  type: 'RevertSubjectMerge',
  data: { other, reason: 'Hai người' },
});

const finish = (first: string, second: string) =>
  subjectPairing.finish(
    { processor, events } as unknown as LogDeps,
    { first: subjectStream(first), second: subjectStream(second) },
    { context, request: request() },
  );

describe('a merge of records that a crash cut short', () => {
  it('is found by what each side says', async () => {
    const [stays, goes] = [await person(), await person()];
    await alone(stays, merge(goes));
    await finish(stays, goes);
    const pair = { first: subjectStream(stays), second: subjectStream(goes) };
    const said = async (id: string): Promise<PairedEvent | null> =>
      subjectPairing.read((await events.readStream(subjectStream(id))).at(-1)!);
    expect(await said(stays)).toEqual({ ...pair, side: 'first', joined: true });
    expect(await said(goes)).toEqual({ ...pair, side: 'second', joined: true });
    expect(subjectPairing.read((await events.readStream(subjectStream(stays)))[0]!)).toBeNull();
  });

  it('is finished, and so is its reversal; again, nothing happens', async () => {
    const [stays, goes] = [await person(), await person()];
    await alone(stays, merge(goes));
    await finish(stays, goes);
    expect(await stateNow(goes)).toMatchObject({ mergedInto: { id: stays } });
    await alone(stays, revert(goes));
    await finish(stays, goes);
    expect(await stateNow(goes)).toMatchObject({ mergedInto: null });
    const before = await events.head();
    await finish(stays, goes);
    expect(await events.head()).toBe(before);
  });

  it('is given up when the other was merged elsewhere meanwhile', async () => {
    const [stays, goes, first] = [await person(), await person(), await person()];
    await alone(stays, merge(goes));
    await alone(first, merge(goes));
    await finish(first, goes);
    await finish(stays, goes);
    expect(await stateNow(stays)).toMatchObject({ merged: [] });
    expect(await stateNow(goes)).toMatchObject({ mergedInto: { id: first } });
  });
});
