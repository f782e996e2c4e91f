import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { BSON } from 'mongodb';

const OP_REPLY = 1;
const OP_MSG = 2013;
const OP_QUERY = 2004;
const HEADER = 16;

/** Answers every call as a server greets a client, and says how new it is: MongoDB 4.2 is 8, 4.4 is 9, 5.0 is 13. */
export async function serverOfWireVersion(version: number): Promise<{ url: string; stop: () => void }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    socket.on('data', (message: Buffer) => socket.write(greeting(message, version)));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: `mongodb://127.0.0.1:${port}/`, stop };
}

/** Clients’ first calls are small, each a message of its own. */
function greeting(message: Buffer, maxWireVersion: number): Buffer {
  const isQuery = message.readInt32LE(12) === OP_QUERY;
  const before = Buffer.alloc(isQuery ? 20 : 5);
  if (isQuery) before.writeInt32LE(1, HEADER);
  const answer = { ok: 1, isWritablePrimary: true, helloOk: true, minWireVersion: 0, maxWireVersion };
  const body = Buffer.concat([before, BSON.serialize(answer)]);
  const header = Buffer.alloc(HEADER);
  header.writeInt32LE(HEADER + body.length, 0);
  header.writeInt32LE(message.readInt32LE(4), 8);
  header.writeInt32LE(isQuery ? OP_REPLY : OP_MSG, 12);
  return Buffer.concat([header, body]);
}
