// emmett's SQLite store, in a process of its own: node-sqlite3 and node:sqlite must never open one file, and share
// no process here.
import { getSQLiteEventStore, sqliteConnection, sqliteProjection } from '@event-driven-io/emmett-sqlite';
import { caseProjection } from '../../../dist/test/bench/case-runner.js';

// It logs what went wrong before it rolls back, and throws what went wrong then.
const causes = {};
console.log = (error) => {
  const cause = error?.code ?? 'other';
  causes[cause] = (causes[cause] ?? 0) + 1;
};

let store;
let file;

const jobs = {
  async open(job) {
    file = job.file;
    store = getSQLiteEventStore({ fileName: file });
    await store.schema.migrate();
    return {};
  },

  /** `rows[writer]` one after the other, all writers at once; what fails is counted, its stream goes on unchecked. */
  async append({ rows }) {
    const latencies = [];
    for (const cause of Object.keys(causes)) delete causes[cause];
    const started = performance.now();
    const failed = await Promise.all(rows.map((own) => appendAll(own, latencies)));
    const seconds = (performance.now() - started) / 1000;
    const failures = failed.reduce((sum, count) => sum + count, 0);
    return { count: latencies.length, seconds, latencies, failures, causes };
  },

  /** Whole streams, as many as there are. */
  async fill({ streams }) {
    for (const { stream, events } of streams) await persistently(() => store.appendToStream(stream, events));
    return {};
  },

  async read({ streams, rounds }) {
    const latencies = [];
    const started = performance.now();
    for (let round = 0; round < rounds; round += 1) {
      for (const stream of streams) {
        const begun = performance.now();
        const { events } = await persistently(() => store.readStream(stream));
        if (events.length === 0) throw new Error(`${stream} is empty`);
        latencies.push(performance.now() - begun);
      }
    }
    return { count: latencies.length, seconds: (performance.now() - started) / 1000, latencies };
  },

  /** The same projection through emmett's consumer, into a table of documents without any index but their key. */
  async rebuild({ events, name }) {
    const setup = sqliteConnection({ fileName: file });
    await setup.command(`CREATE TABLE "${name}" ("id" TEXT PRIMARY KEY, "revision" INTEGER, "body" TEXT)`);
    setup.close();
    const consumer = store.consumer({ pulling: { batchSize: 2000, pullingFrequencyInMs: 1 } });
    let seen = 0;
    const projection = sqliteProjection({
      name,
      canHandle: Object.keys(caseProjection.codec.shapes),
      handle: async (messages, { connection }) => {
        for (const message of messages) await project(name, message, connection);
      },
    });
    consumer.processor({
      projection,
      processorId: name,
      startFrom: 'BEGINNING',
      stopAfter: () => ++seen >= events,
    });
    const started = performance.now();
    await consumer.start();
    const seconds = (performance.now() - started) / 1000;
    await consumer.close();
    return { events: seen, seconds };
  },
};

/** A connection that is just being closed may hold the lock: the work is asked for again. */
async function persistently(work) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 10) throw error;
    }
  }
}

/** Returns how many failed. */
async function appendAll(rows, latencies) {
  let failures = 0;
  const unchecked = new Set();
  for (const { stream, revision, event } of rows) {
    const { type, data, metadata } = event;
    const expected = revision === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(revision);
    const begun = performance.now();
    try {
      const options = unchecked.has(stream) ? {} : { expectedStreamVersion: expected };
      await store.appendToStream(stream, [{ type, data, metadata }], options);
      latencies.push(performance.now() - begun);
    } catch {
      unchecked.add(stream);
      failures += 1;
    }
  }
  return failures;
}

async function project(table, { type, data, metadata }, connection) {
  const { streamName: stream, streamPosition, ...kept } = metadata;
  const id = stream.slice(stream.indexOf('-') + 1);
  const revision = Number(streamPosition) - 1;
  const known = await connection.querySingle(`SELECT "body" FROM "${table}" WHERE "id" = ?`, [id]);
  const event = caseProjection.codec.decode({ type, data, metadata: kept, stream, revision });
  const document = caseProjection.evolve(known && JSON.parse(known.body), event);
  if (!document) return;
  await connection.command(
    `INSERT INTO "${table}" ("id", "revision", "body") VALUES (?, ?, ?)
     ON CONFLICT ("id") DO UPDATE SET "revision" = excluded."revision", "body" = excluded."body"`,
    [id, revision, JSON.stringify({ ...document, id, revision })],
  );
}

process.on('message', (job) => {
  jobs[job.do](job).then(
    (result) => process.send(result),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
// sqlite3 keeps the process alive as long as a connection is open.
process.once('disconnect', () => process.exit());
