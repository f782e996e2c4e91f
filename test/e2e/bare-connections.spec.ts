import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Answer, type Json } from './support/api-client.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem } from './support/refusals.js';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office.close());

async function connected(): Promise<Socket> {
  const { hostname, port } = new URL(office.server.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
}

/** Everything that comes until the server ends the connection. */
async function received(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => undefined);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

/** The last answer of a connection, which has a length. */
function lastAnswer(text: string): Answer {
  const [head = '', body = ''] = text.slice(text.lastIndexOf('HTTP/1.1 ')).split('\r\n\r\n');
  const [status = '', ...lines] = head.split('\r\n');
  const headers = new Headers(
    lines.map((line) => /^([^:]+): (.*)$/.exec(line)?.slice(1) as [string, string]),
  );
  expect(headers.get('content-length')).toBe(String(Buffer.byteLength(body)));
  return { status: Number(status.split(' ')[1]), headers, body: JSON.parse(body) as Json };
}

async function answerTo(bytes: string): Promise<Answer> {
  const socket = await connected();
  const all = received(socket);
  socket.write(bytes);
  return lastAnswer(await all);
}

describe('what is no request that can be read', () => {
  it.each<[string, string, number, string]>([
    ['of no protocol', 'hello\r\n\r\n', 400, 'request.malformed'],
    ['of no method', 'CELEBRATE / HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'request.malformed'],
    ['with a broken header', 'GET / HTTP/1.1\r\nHost: a\r\nX\u0001: y\r\n\r\n', 400, 'request.malformed'],
    [
      'with two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
      400,
      'request.malformed',
    ],
    [
      'with headers without end',
      `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'request.headers-too-large',
    ],
    [
      'that expects what nobody does',
      'GET / HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n',
      417,
      'request.refused',
    ],
    ['for no host', 'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'request.malformed'],
  ])('%s is refused with a problem', async (_, bytes, status, code) => {
    const answer = await answerTo(bytes);
    const { correlationId } = expectProblem(answer, status, code);
    expect(answer.headers.get('x-correlation-id')).toBe(correlationId);
    expect(answer.headers.get('cotmoc-mode')).toBe('demo');
  });

  it('that arrives too slowly is refused with a problem', async () => {
    const server = office.server.app.getHttpServer();
    const [socket, [there]] = await Promise.all([
      connected(),
      once(server, 'connection') as Promise<[Socket]>,
    ]);
    const all = received(socket);
    const late = Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    server.emit('clientError', late, there);
    expectProblem(lastAnswer(await all), 408, 'request.timeout');
  });

  it('leaves an answer alone that is under way', async () => {
    const socket = await connected();
    const all = received(socket);
    socket.write('GET /api/v1/live HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(socket, 'data');
    socket.write('nonsense\r\n\r\n');
    const text = await all;
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(text).not.toContain('problem+json');
  });
});

describe('a server that stops', () => {
  it('answers what has begun, and ends the connection with the answer', async () => {
    const other = await openOffice();
    const { hostname, port } = new URL(other.server.url);
    const socket = connect(Number(port), hostname);
    const all = received(socket);
    const body = JSON.stringify({ kind: 'person', name: 'Nông Văn Mẫu' });
    const head = [
      'POST /api/v1/subjects HTTP/1.1',
      'Host: a',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Expect: 100-continue',
    ].join('\r\n');
    socket.write(`${head}\r\n\r\n`);
    await once(socket, 'data');
    const closed = other.close();
    while (await listens(Number(port), hostname));
    socket.write(`${body}GET /api/v1/subjects HTTP/1.1\r\nHost: a\r\n\r\n`);
    const text = await all;
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 100', 'HTTP/1.1 201']);
    expect(lastAnswer(text).headers.get('connection')).toBe('close');
    await closed;
  });
});

const listens = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, host, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
