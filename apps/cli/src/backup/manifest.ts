import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../failures.js';

/** Says that a backup is whole: it is written last. */
export const MANIFEST = 'manifest.json';
/** Parts of a backup, by the names they have in a data folder. */
export const LOG = 'events.db';
export const KEYS = 'keys.db';
export const BLOBS = 'blobs';
/** Ends the name of a backup that is being written; one that has another name is whole. */
export const PARTIAL = '.partial';

const FORMAT = 1;

const count = z.number().int().nonnegative();

const manifestSchema = z.strictObject({
  product: z.literal('cotmoc'),
  format: z.literal(FORMAT),
  /** Of the program that took the backup. */
  version: z.string(),
  /** The office's id in its profile. */
  office: z.string(),
  takenAt: z.iso.datetime(),
  log: z.strictObject({
    /** Position of the last event. */
    head: z.string(),
    events: count,
    last: z
      .strictObject({ id: z.string(), stream: z.string(), revision: count, hash: z.string() })
      .nullable(),
  }),
  files: z.array(
    z.strictObject({
      // Nothing else is ever copied back, so that no manifest can name a place outside the folder.
      path: z.string().regex(/^(events\.db|keys\.db|blobs\/[0-9a-f]{64})$/),
      bytes: count,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

/** What a backup says about itself. */
export type Manifest = z.infer<typeof manifestSchema>;
export type BackedUpFile = Manifest['files'][number];

export const newManifest = (facts: Omit<Manifest, 'product' | 'format'>): Manifest => ({
  product: 'cotmoc',
  format: FORMAT,
  ...facts,
});

/** Durably. */
export const writeManifest = (folder: string, manifest: Manifest): Promise<void> =>
  writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, {
    flag: 'wx',
    mode: 0o600,
    flush: true,
  });

/** @throws Refusal when the folder is no whole backup, or none that this program understands */
export function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST);
  if (folder.endsWith(PARTIAL))
    throw new Refusal(`${folder} is not a backup: it was never finished.`, 'backup.none');
  if (!existsSync(path))
    throw new Refusal(`${folder} is not a backup: there is no ${MANIFEST} in it.`, 'backup.none');
  const found = parsed(path);
  if (isNewer(found))
    throw new Refusal(
      `${path} was written by a later version of this program; use that one.`,
      'backup.too-new',
    );
  const { success, data, error } = manifestSchema.safeParse(found);
  if (success) return data;
  const [issue] = error.issues;
  throw new Refusal(
    `${path} is damaged: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    'backup.damaged',
  );
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Refusal(`${path} is damaged: ${(error as Error).message}`, 'backup.damaged');
  }
}

const isNewer = (found: unknown): boolean =>
  Number((found as { format?: unknown } | null)?.format ?? 0) > FORMAT;

export const bytesOf = ({ files }: Manifest): number => files.reduce((sum, { bytes }) => sum + bytes, 0);
