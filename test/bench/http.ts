import { type Bench, inTurns, type Measurement, rateRow, type Row } from './bench.js';
import { ApiServer } from './api-server.js';
import { startChild } from './child.js';
import { Clients } from './load.js';
import { type LoadRequest } from './load-worker.js';
import { RawLog } from './raw-log.js';

const CLIENTS = 32;
const CASES = 256;
const HEADERS = { 'content-type': 'application/json', 'x-demo-actor': 'officer-consular' };

const NOTE = 'Đã gọi điện cho gia đình lần thứ {unique}; gia đình sẽ bổ sung giấy tờ trong tuần.';
const INTAKE = {
  occurredOn: '2026-01-05',
  channel: 'in_person',
  kind: 'detention',
  country: 'MY',
  place: 'Johor Bahru',
  responsibilityBasis: 'home_residence',
  subjects: [],
  urgency: 'normal',
  summary: 'Gia đình báo tin bị tạm giữ từ đầu tháng, lần {unique}.',
};

const post = (path: string, body: object): LoadRequest => ({
  method: 'POST',
  path,
  headers: HEADERS,
  body: JSON.stringify(body),
});

const intake = post('/api/v1/consular-cases', INTAKE);
const noteOn = (id: string): LoadRequest =>
  post(`/api/v1/consular-cases/${id}/add-note`, { occurredOn: '2026-01-05', text: NOTE });

/** The whole way of a command, over HTTP, against the machine's durable commits and the bare framework. */
export const http: Measurement = {
  name: 'http',
  about: `commands over HTTP, ${CLIENTS} clients: validated, folded, decided, sealed, appended durably`,
  async run(bench) {
    const raw = await RawLog.create(bench);
    const server = await ApiServer.start(bench.folder());
    const bare = await startChild<{ url: string }>('bare-server.js', {});
    const clients = new Clients();
    try {
      return await comparing(bench, { raw, clients, url: server.url, bare: bare.first.url });
    } finally {
      await clients.stop();
      await bare.stop();
      await server.stop();
      raw.close();
    }
  },
};

interface Setup {
  readonly raw: RawLog;
  readonly clients: Clients;
  readonly url: string;
  readonly bare: string;
}

async function comparing(bench: Bench, { raw, clients, url, bare }: Setup): Promise<Row[]> {
  const seconds = bench.size(3, 1);
  const ask = (at: string, requests: readonly LoadRequest[]) =>
    clients.load({ url: at, clients: CLIENTS, seconds, requests });
  // Fresh cases in every round: a real case has some ten events, not thousands.
  const notes = async (cases: number) => ask(url, (await openCases(url, cases)).map(noteOn));
  await notes(CASES);
  const runs = await inTurns(bench.size(5, 1), {
    raw: () => raw.commits(bench.size(2500, 200)),
    notes: () => notes(CASES),
    hot: () => notes(1),
    intake: () => ask(url, [intake]),
    bare: () => ask(bare, [{ method: 'GET', path: '/bare' }]),
  });
  const to = { to: 'R', runs: runs.raw };
  return [
    rateRow('R: raw node:sqlite, one row a commit', 'commits/s', runs.raw),
    rateRow(`a note, over ${CASES} open cases`, 'commands/s', runs.notes, { ...to, goal: { atLeast: 0.8 } }),
    rateRow('a note, all on one case that grows', 'commands/s', runs.hot, to),
    rateRow('an intake (two streams)', 'commands/s', runs.intake, to),
    rateRow('a bare NestJS and Fastify route', 'answers/s', runs.bare, to),
  ];
}

async function openCases(url: string, cases: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < cases; index += 1) {
    const { path, headers = {}, body = '' } = intake;
    const answer = await fetch(url + path, { method: 'POST', headers, body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${text}`);
    ids.push((JSON.parse(text) as { id: string }).id);
  }
  return ids;
}
