import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chain, eventIdOf, commandIdOf } from '#event-sourcing';
import { personal } from '#kernel';
import { openPlatform, readConfig } from '#platform';
import { consularCaseCodec } from './events.codec.js';
import * as t from './testing/index.js';

const OUT = join(import.meta.dirname, '../../../test/fixtures/events');
const STREAM = 'consularCase-3f2b1c9a-7d4e-5f60-8a1b-2c3d4e5f6a7b';
it('writes fixtures', async () => {
  const platform = await openPlatform(
    readConfig({ DATA_DIR: mkdtempSync('/tmp/fix-'), LOG_LEVEL: 'silent' }),
  );
  const stories = Object.values(t)
    .filter((x) => typeof x === 'function' && x.length === 0)
    .map((f: any) => f());
  const histories = [
    ...Object.keys(t.STEPS_TO).map((name) => t.caseIn(name as never)),
    ...stories.filter(Array.isArray),
  ];
  for (const history of histories)
    for (const event of history as any[]) {
      const { version } = (consularCaseCodec.shapes as any)[event.type];
      const path = join(OUT, `consular-cases.${event.type}.v${version}.json`);
      if (existsSync(path) || event.type === 'KindDetailsRecorded') continue;
      const { schemaVersion, data } = consularCaseCodec.encode(event);
      const commandId = commandIdOf('officer-1', event.type);
      const [stored] = chain(
        STREAM,
        [
          {
            id: eventIdOf(STREAM, commandId, 0),
            type: event.type,
            data: await platform.sealer.seal(STREAM, data),
            metadata: {
              schemaVersion,
              occurredOn: event.occurredOn,
              recordedAt: event.recordedAt,
              actor: event.actor,
              commandId,
              $correlationId: commandId,
              $causationId: commandId,
              fingerprint: 'f',
              ...(event.source && { source: await platform.sealer.seal(STREAM, { ...event.source, issuer: personal(event.source.issuer.$plain, ['subject-11111111-1111-4111-8111-111111111111', 'subject-22222222-2222-4222-8222-222222222222']) }) }),
            } as never,
          },
        ],
        event.revision,
        'p',
      );
      const full = {
        ...stored,
        stream: STREAM,
        revision: event.revision,
        position: String(event.revision + 1).padStart(20, '0'),
      };
      writeFileSync(path, JSON.stringify(full, null, 2) + '\n');
      console.log(path);
    }
  await platform.close();
});
