import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chain, eventIdOf, commandIdOf } from '#event-sourcing';
import { personal } from '#kernel';
import { openPlatform, readConfig } from '#platform';
import { rosterCodec } from './roster.codec.js';

const OUT = join(import.meta.dirname, '../../../test/fixtures/events');
const STREAM = 'rosterEntry-0c8a5b1e-4f3d-5a2b-9c7d-6e5f4a3b2c1d';
const own = (s: string) => personal(s, ['subject-11111111-1111-4111-8111-111111111111']);
const events: any[] = [
  { type: 'RosterEntryAdded', data: { case: { id: '3f2b1c9a-7d4e-5f60-8a1b-2c3d4e5f6a7b', number: 'BHCD-2022-0001', seenRevision: 4 },
    subject: { id: '11111111-1111-4111-8111-111111111111', kind: 'person', minor: false, homeProvince: 'cao-bang', seenRevision: 0 },
    status: 'to_evacuate', lastContactOn: '2022-03-09', ownCase: { id: '77777777-7777-5777-8777-777777777777', number: 'BHCD-2022-0002', seenRevision: 3 }, note: own('Ở nhà người quen') } },
  { type: 'RosterEntryUpdated', data: { status: 'evacuated', lastContactOn: '2022-03-10', note: own('Đã qua biên giới') } },
  { type: 'RosterEntryRemoved', data: { reason: own('Ghi nhầm người') } },
];
it('writes', async () => {
  const platform = await openPlatform(readConfig({ DATA_DIR: mkdtempSync('/tmp/fix-'), LOG_LEVEL: 'silent' }));
  for (const [revision, event] of events.entries()) {
    const { schemaVersion, data } = rosterCodec.encode({ ...event, occurredOn: '2022-03-10' });
    const path = join(OUT, `consular-cases.${event.type}.v${schemaVersion}.json`);
    if (existsSync(path)) continue;
    const commandId = commandIdOf('officer-1', event.type);
    const [stored] = chain(STREAM, [{ id: eventIdOf(STREAM, commandId, 0), type: event.type, data: await platform.sealer.seal(STREAM, data),
      metadata: { schemaVersion, occurredOn: '2022-03-10', recordedAt: '2022-03-10T02:00:00.000Z', actor: { id: 'officer-1', role: 'officer', unit: 'consular' }, commandId, $correlationId: commandId, $causationId: commandId, fingerprint: 'f' } as never }], revision, revision ? 'p' : '');
    writeFileSync(path, JSON.stringify({ ...stored, stream: STREAM, revision, position: String(revision + 1).padStart(20, '0') }, null, 2) + '\n');
  }
  await platform.close();
});
