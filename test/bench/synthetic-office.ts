import { hash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { collectionOf, type Document, type EventMetadata, type Projection, Sealer } from '#event-sourcing';
import { personal } from '#kernel';
import { openSqliteReadStore } from '#read-store-sqlite';
import { subjects } from '#subjects';
import { KEYS_FILE, loadOrCreateMasterKey, openSqliteKeyStore } from '#vault-embedded';
import { type Bench } from './bench.js';
import { caseProjection, projectionOf } from './case-runner.js';
import { copyDocuments, dropIndexes } from './copy-documents.js';
import { noKeys } from './quiet.js';
import { caseIdOf, CaseSource, DAYS, personIdOf, type SyntheticCase } from './synthetic-cases.js';
import { Random } from './stats.js';

/** Changes with what is generated. */
const VERSION = 3;
const BATCH = 500;
/** Cases that are made one by one. */
const ORIGINALS = 10_000;
/** One case in two hundred is still open: a list of years is mostly history. */
const OPEN = 0.005;
const PEOPLE_A_CASE = 0.2;

const WORDS = {
  family: 'Nguyễn Nguyễn Nguyễn Trần Lê Nông Hoàng Triệu Đặng Lý Hà Bế Đàm Lục Mã Vi Sầm La'.split(' '),
  middle: 'Văn Thị Minh Thu Đức Hồng Ngọc Quang Thanh Xuân'.split(' '),
  given:
    'An Bình Chi Dung Đạt Giang Hà Hải Hoa Hùng Huệ Khánh Lan Linh Long Mai Nam Nga Phúc Phương Quân Sơn Tâm Thảo Thủy Tiến Trang Tuấn Vân Yến'.split(
      ' ',
    ),
};

const nameOf = (random: Random): string =>
  Object.values(WORDS)
    .map((words) => words[random.below(words.length)])
    .join(' ');

/** Read models of other versions are not those of this server, which would drop them. */
function modelsHash(): string {
  const definitions = [projectionOf(subjects, noKeys), caseProjection].map(collectionOf);
  return hash('sha256', JSON.stringify(definitions), 'hex').slice(0, 8);
}

/** A data folder of the server whose read models are full and whose log is empty. */
export interface SyntheticOffice {
  readonly folder: string;
  readonly cases: number;
  /** Ids of the cases whose texts can be opened. */
  readonly known: readonly string[];
  /** How many people the first cases are about. */
  readonly people: number;
}

/**
 * The read models of `cases` cases, made when they are not there from an earlier run. The first ten thousand are made
 * by the real rules, codec and keys and folded by the real projection; the others are their copies with other ids,
 * numbers and people. The texts of a copy are sealed for its original's stream, so nobody can open them; no list does.
 */
export async function syntheticOffice(bench: Bench, cases: number): Promise<SyntheticOffice> {
  const folder = join(bench.cache, `office-${VERSION}-${bench.seed}-${cases}-${modelsHash()}`);
  const originals = Math.min(cases, ORIGINALS);
  const known = Array.from({ length: originals }, (_, index) => caseIdOf(index));
  const office = { folder, cases, known, people: originals * PEOPLE_A_CASE };
  if (existsSync(folder)) return office;
  bench.say(`filling read models with ${cases} cases, once`);
  const unfinished = `${folder}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  await fill(unfinished, new Random(bench.seed), originals, cases / originals);
  renameSync(unfinished, folder);
  return office;
}

async function fill(folder: string, random: Random, originals: number, times: number): Promise<void> {
  const keys = openSqliteKeyStore(join(folder, KEYS_FILE), loadOrCreateMasterKey(folder));
  const sealer = new Sealer(keys);
  const reads = join(folder, 'read.db');
  const persons = projectionOf(subjects, keys);
  const people = originals * PEOPLE_A_CASE;
  await fillModel(
    reads,
    persons,
    times,
    inBatches(people, (index) => person(index, random, sealer, persons)),
  );
  const source = new CaseSource(random, sealer, people);
  const aCase = async (index: number) => {
    const open = random.chance(OPEN);
    const day = open ? DAYS - random.below(90) : random.below(DAYS);
    return folded(caseProjection, await source.case({ index, day, open }));
  };
  await fillModel(reads, caseProjection, times, inBatches(originals, aCase));
  await keys.close();
}

async function* inBatches(
  count: number,
  make: (index: number) => Promise<Document>,
): AsyncIterable<Document[]> {
  for (let from = 0; from < count; from += BATCH)
    yield await Promise.all(
      Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => make(from + at)),
    );
}

async function fillModel(
  path: string,
  projection: Projection,
  times: number,
  batches: AsyncIterable<readonly Document[]>,
): Promise<void> {
  const definition = collectionOf(projection);
  const filling = openSqliteReadStore(path);
  const collection = await filling.collection(definition);
  for await (const batch of batches) {
    const documents = batch.map((body) => ({ id: body.id, revision: body.revision, body }));
    await filling.save([{ collection, documents }], []);
  }
  await filling.eraseTraces();
  await filling.close();
  // Indexes that are made once everything is there are written from end to end.
  dropIndexes(path, definition);
  copyDocuments(path, definition, times);
  const store = openSqliteReadStore(path);
  await store.collection(definition);
  await store.switchTo(projection.name, projection.version);
  await store.eraseTraces();
  await store.close();
}

async function person(
  index: number,
  random: Random,
  sealer: Sealer,
  projection: Projection,
): Promise<Document> {
  const id = personIdOf(index);
  const stream = `${projection.codec.category}-${id}`;
  const own = <T>(value: T) => personal(value, [stream]);
  const details = {
    name: own(nameOf(random)),
    birthDate: own(`19${60 + random.below(40)}-05-19`),
    minor: false,
    homeProvince: 'cao-bang',
  };
  const data = await sealer.seal(stream, { kind: 'person', details });
  const event = { type: 'SubjectRegistered', stream, revision: 0, occurredOn: '2021-01-04', data };
  const document = projection.evolve(null, event as never);
  if (!document || !projection.reveal) throw new Error('a person has no document');
  return projection.reveal({ ...document, id, revision: 0 }, (of, sealed) => sealer.open(of, sealed));
}

function folded(projection: Projection, { id, stream, events }: SyntheticCase): Document {
  let document: Document | null = null;
  for (const [revision, event] of events.entries()) {
    const metadata = event.metadata as EventMetadata;
    document = projection.evolve(
      document,
      projection.codec.decode({ ...event, stream, revision, position: '', metadata }),
    );
  }
  if (!document) throw new Error('a case has no document');
  return { ...document, id, revision: events.length - 1 };
}
