import { parseArgs } from 'node:util';
import { EventStoreDbTestServer } from './test-server.js';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, data: { type: 'string' }, version: { type: 'string' } },
});

if (!values.data) {
  console.error(
    'usage: node dist/test/servers/eventstoredb/main.js --data <folder> [--port <port>] [--version <x.y.z>]',
  );
  process.exit(2);
}

const server = await EventStoreDbTestServer.start({ folder: values.data, port: Number(values.port) });
if (values.version) server.control.version = values.version;
console.log(server.url);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void server.stop().then(() => process.exit(0)));
