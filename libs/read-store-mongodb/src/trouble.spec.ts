import { createServer, connect } from 'node:net';
import { once } from 'node:events';
import { MongoServerError } from 'mongodb';
import { StoreUnavailable } from '#event-sourcing';
import { asUnavailable, retried } from './trouble.js';

describe('what the driver throws', () => {
  it('is unavailability when a socket was written to that the server has closed', async () => {
    const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('data', () => undefined);
    await once(socket, 'end');
    const thrown = await new Promise((resolve) => {
      socket.on('error', resolve);
      socket.write('x', (error) => error && resolve(error));
    });
    expect(thrown).not.toBeInstanceOf(StoreUnavailable);
    expect(asUnavailable(thrown)).toBeInstanceOf(StoreUnavailable);
    socket.destroy();
    server.close();
  });

  it('stays what it is otherwise', () => {
    for (const error of [new TypeError('no'), Object.assign(new Error('no'), { code: 'ENOENT' }), undefined])
      expect(asUnavailable(error)).toBe(error);
  });

  it.each([
    ['an election', 189, 4],
    ['a question that took too long', 50, 1],
    ['a majority that did not answer in time', 64, 1],
  ])('is unavailability, after as many tries as may help: %s', async (_, code, tries) => {
    let calls = 0;
    const failing = retried(() => {
      calls += 1;
      return Promise.reject(new MongoServerError({ errmsg: 'no', code }));
    });
    await expect(failing).rejects.toBeInstanceOf(StoreUnavailable);
    expect(calls).toBe(tries);
  });
});
