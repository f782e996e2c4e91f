import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type EventMetadata, type NewEvent } from '#event-sourcing';
import { acquireWriterLock, openSqliteEventStore } from '../index.js';

/** The two events of one writer's append; their ids follow from writer and turn, so that it can be sent again. */
export function appendOf(writer: number, turn: number): NewEvent[] {
  return [0, 1].map((index) => {
    const hex = createHash('sha256').update(`${writer}/${turn}/${index}`).digest('hex');
    const id = hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    return { id, type: 'MilestoneReached', data: { writer, turn, index }, metadata: METADATA };
  });
}

const METADATA: EventMetadata = {
  schemaVersion: 1,
  occurredOn: '2026-11-20',
  recordedAt: '2026-11-21T08:15:00.000Z',
  actor: { id: 'officer-1', role: 'officer', unit: 'consular' },
  commandId: '5b0c2f0e-0c53-5f7e-9d0b-6a1f0f8b7c11',
  $correlationId: '0a7d9d55-7f3a-4c1e-8a53-2b1f7d0f9e21',
  $causationId: '8e1f6c0a-3d52-4b7c-9f86-1c2d3e4f5a6b',
  fingerprint: '',
  integrity: { previous: '', hash: '' },
};

/** Appends with `writers` at once for ever, and prints `writer turn` when an append was acknowledged. */
async function run(folder: string, writers: number): Promise<void> {
  acquireWriterLock(folder, { url: 'http://127.0.0.1:3000' });
  const store = openSqliteEventStore(join(folder, 'events.db'));
  const write = async (writer: number): Promise<void> => {
    for (let turn = 0; ; turn += 1) {
      await store.append(`killed-${writer}`, appendOf(writer, turn), turn === 0 ? 'no-stream' : 2 * turn - 1);
      process.stdout.write(`${writer} ${turn}\n`);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
}

if (process.argv[1] === import.meta.filename) {
  const [, , folder = '', writers = '1'] = process.argv;
  await run(folder, Number(writers));
}
