import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandIdOf } from '#event-sourcing';
import { openPlatform, type Platform, type ProgramCommand, readConfig } from '#platform';
import { abandonIntake } from './abandon-intake.js';
import { caseStream } from '../consular-case.stream.js';

const stream = caseStream('3f2b1c9a-7d4e-5f60-8a1b-2c3d4e5f6a7b');
const commandId = commandIdOf('administrator', 'abandon');
const command: ProgramCommand = {
  context: {
    actor: { id: 'administrator', role: 'administrator', unit: 'office' },
    now: '2022-03-10T02:00:00.000Z',
    today: '2022-03-10',
    occurredOn: '2022-03-10',
  },
  request: { commandId, correlationId: commandId, causationId: commandId, fingerprint: 'f' },
};

describe('a stream whose intake never came', () => {
  let folder: string;
  let platform: Platform;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'intake-'));
    platform = await openPlatform(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }));
  });

  afterEach(async () => {
    await platform.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is closed once, with a reason that is sealed for the stream', async () => {
    const lost = { stream, number: 'BHCD-2022-0007', reason: 'never came' };
    await abandonIntake(platform, lost, command);
    await abandonIntake(platform, lost, command);
    const stored = await platform.stores.events.readStream(stream);
    expect(stored.map(({ type, metadata }) => [type, metadata.occurredOn, metadata.actor.id])).toEqual([
      ['IntakeAbandoned', '2022-03-10', 'administrator'],
    ]);
    expect(JSON.stringify(stored)).not.toContain('never came');
    expect(await platform.sealer.open(stream, stored[0]?.data)).toEqual({ reason: 'never came' });
  });
});
