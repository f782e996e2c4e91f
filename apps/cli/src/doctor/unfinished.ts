import { type Instant } from '#kernel';
import { type AppConfig, isEmbedded } from '#platform';
import { removeUnfinishedBlobs, type UnfinishedBlob, unfinishedBlobs } from '#vault-embedded';
import { counted, megabytes } from '../output/values.js';
import { type Check, check, note, ok } from './check.js';

/** An upload takes minutes; what is older than this is nobody's any more. */
const AGE_MS = 3_600_000;

/** Attachments that were begun and never finished; none where they do not lie in a folder. */
const unfinishedIn = ({ blobStore }: AppConfig, now: Instant): Promise<readonly UnfinishedBlob[]> =>
  isEmbedded(blobStore) ? unfinishedBlobs(blobStore.location, Date.parse(now) - AGE_MS) : Promise.resolve([]);

export async function checkAttachments(
  config: AppConfig,
  now: Instant,
): Promise<{ readonly check: Check; readonly unfinished: number }> {
  let unfinished: readonly UnfinishedBlob[] = [];
  const found = await check('attachments', async () => {
    unfinished = await unfinishedIn(config, now);
    if (unfinished.length === 0) return ok('none is half written');
    const bytes = unfinished.reduce((sum, blob) => sum + blob.bytes, 0);
    return note(
      `${counted(unfinished.length, 'file')} half written (${megabytes(bytes)}), which nothing refers to; ` +
        'cotmoc doctor --repair removes them',
    );
  });
  return { check: found, unfinished: unfinished.length };
}

/** How many were removed. Only while nobody writes. */
export async function removeUnfinished(config: AppConfig, now: Instant): Promise<number> {
  const unfinished = await unfinishedIn(config, now);
  await removeUnfinishedBlobs(unfinished);
  return unfinished.length;
}
