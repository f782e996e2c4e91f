import { once } from 'node:events';
import { createServer } from 'node:net';
import { type AppConfig } from '#platform';
import { Refusal } from '../failures.js';

type Address = Pick<AppConfig, 'host' | 'port'>;

/** Asked before anything is loaded: whoever cannot be served should not have to wait for it. @throws Refusal */
export async function assertPortFree({ host, port }: Address): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ host, port, exclusive: true });
    await once(probe, 'listening');
  } catch (error) {
    throw asRefusal(error, { host, port });
  } finally {
    probe.close();
  }
}

/** The sentence to say when a server cannot listen; any other error as it is. */
export function asRefusal(error: unknown, { host, port }: Address): unknown {
  const why = WHY[(error as NodeJS.ErrnoException).code ?? ''];
  if (why === undefined) return error;
  return new Refusal(
    `Cổng ${port} tại ${host} ${why.vi}; hãy chọn cổng khác, ví dụ --port ${otherThan(port)}.\n` +
      `Port ${port} on ${host} ${why.en}; choose another one, for example --port ${otherThan(port)}.`,
  );
}

const WHY: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = {
  EADDRINUSE: { vi: 'đang có chương trình khác dùng', en: 'is taken by another program' },
  EACCES: { vi: 'không được phép dùng', en: 'may not be used by this user' },
  EADDRNOTAVAIL: { vi: 'không có trên máy này', en: 'is no address of this machine' },
};

const otherThan = (port: number): number => (port >= 1024 && port < 65_535 ? port + 1 : 3000);
