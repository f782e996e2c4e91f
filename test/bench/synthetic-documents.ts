import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type CollectionDefinition, type Document } from '#event-sourcing';
import { openSqliteReadStore } from '#read-store-sqlite';
import { type Bench } from './bench.js';
import { Random } from './stats.js';
import { caseIndexes, type CaseDocument } from './synthetic-cases.js';
import { COUNTRIES, dayOf, KINDS, OFFICERS, sealedText, UNITS } from './synthetic-events.js';

export interface Person extends Document {
  readonly name: string;
}

export const LISTED: CollectionDefinition = { name: 'bench-cases', version: '1', indexes: caseIndexes };
export const PEOPLE: CollectionDefinition = { name: 'bench-people', version: '1', indexes: [] };

/** Changes with what is generated. */
const VERSION = 4;
const BATCH = 2000;
const DAYS = 3650;
const LIVE_PHASES = ['received', 'verified', 'forwarded', 'in_protection', 'resolved'] as const;
const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Nông', 'Hoàng', 'Triệu'] as const;
const GIVEN = ['Văn A', 'Thị B', 'Minh C', 'Thu D', 'Đức E', 'Hồng G'] as const;

/** Ids that are computed, so that a load can ask for documents it never saw. */
export const caseIdOf = (index: number): string => idOf('0c', index);
export const personIdOf = (index: number): string => idOf('0a', index);

function idOf(kind: string, index: number): string {
  // Spread over the index as real ids are.
  const mixed = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  return `${mixed.toString(16).padStart(8, '0')}-${kind}00-5000-8000-${index.toString(16).padStart(12, '0')}`;
}

/** One case in two hundred is still open: a list of ten years is mostly history. */
function caseAt(random: Random, index: number, people: number): CaseDocument {
  const open = random.chance(0.005);
  const day = open ? DAYS - random.below(90) : random.below(DAYS);
  return {
    id: caseIdOf(index),
    revision: 8,
    number: `BHCD-${dayOf(day).slice(0, 4)}-${String(index).padStart(7, '0')}`,
    phase: open ? random.pick(LIVE_PHASES) : 'closed',
    kind: random.pick(KINDS),
    country: random.chance(0.9) ? random.pick(COUNTRIES) : null,
    officer: random.pick(OFFICERS),
    unit: random.pick(UNITS),
    openedOn: dayOf(day),
    dueOn: open ? dayOf(day + 15) : null,
    subjects: Array.from({ length: 1 + random.below(3) }, () => personIdOf(random.below(people))),
    summary: sealedText(random, 200),
    last: {
      type: 'CaseClosed',
      recordedAt: `${dayOf(day + 22)}T08:15:00.000Z`,
      actor: random.pick(OFFICERS),
    },
    steps: { ConsularCaseOpened: 1, OfficerAssigned: 1, IdentityVerified: 1, CaseForwarded: 1, NoteAdded: 3 },
  };
}

/** A read store with `cases` documents, made when it is not there from an earlier run. */
export async function documentStore(bench: Bench, cases: number): Promise<string> {
  const path = join(bench.cache, `documents-${VERSION}-${bench.seed}-${cases}.db`);
  if (existsSync(path)) return path;
  bench.say(`filling a read store with ${cases} documents, once`);
  const unfinished = `${path}.part`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
  const random = new Random(bench.seed);
  const people = Math.ceil(cases / 5);
  await fill(unfinished, PEOPLE, people, (index) => personAt(random, index));
  await fill(unfinished, LISTED, cases, (index) => caseAt(random, index, people));
  renameSync(unfinished, path);
  return path;
}

const personAt = (random: Random, index: number): Person => ({
  id: personIdOf(index),
  revision: 0,
  name: `${random.pick(FAMILY)} ${random.pick(GIVEN)}`,
});

async function fill(
  path: string,
  definition: CollectionDefinition,
  count: number,
  make: (index: number) => Document,
): Promise<void> {
  const store = openSqliteReadStore(path);
  // Indexes that are made once everything is there are written from end to end.
  const collection = await store.collection({ ...definition, indexes: [] });
  for (let from = 0; from < count; from += BATCH) {
    const documents = Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => {
      const body = make(from + at);
      return { id: body.id, revision: body.revision, body };
    });
    await store.save([{ collection, documents }], []);
  }
  await store.collection(definition);
  await store.eraseTraces();
  await store.close();
}
