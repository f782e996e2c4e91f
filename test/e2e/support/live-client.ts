import { type ApiClient, type Sent } from './api-client.js';

/** One server-sent event. */
export interface LiveMessage {
  readonly event: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A client of the live updates: what it was sent so far, as text and as messages. */
export class LiveClient {
  readonly messages: LiveMessage[] = [];
  text = '';
  private wake: () => void = () => undefined;
  private readonly stop = new AbortController();

  private constructor(private readonly body: ReadableStream<Uint8Array>) {}

  /** Connected: whatever is recorded from here on is sent. */
  static async open(
    api: ApiClient,
    { after, ...sent }: Sent & { after?: string } = {},
    query = '',
  ): Promise<LiveClient> {
    const headers = { Accept: 'text/event-stream', ...(after !== undefined && { 'Last-Event-ID': after }) };
    const answer = await api.raw('GET', `/live${query}`, undefined, { ...sent, headers });
    if (answer.status !== 200 || !answer.body) throw new Error(`no live updates: ${answer.status}`);
    const client = new LiveClient(answer.body);
    void client.read();
    await client.until(() => client.text.includes('heartbeat'));
    return client;
  }

  /** Waits for `count` messages of the type. */
  async received(count: number, event = 'recorded'): Promise<readonly LiveMessage[]> {
    await this.until(() => this.of(event).length >= count);
    return this.of(event);
  }

  /** Waits for `count` messages about a stream; one that was recorded just before may come as well. */
  async heardOf(stream: string, count: number): Promise<readonly LiveMessage[]> {
    const about = () => this.messages.filter(({ data }) => data['stream'] === stream);
    await this.until(() => about().length >= count);
    return about();
  }

  /** Waits for the event at a position. */
  heard(position: string): Promise<void> {
    return this.until(() => this.messages.some(({ id }) => id === position));
  }

  close(): void {
    this.stop.abort();
  }

  private of = (event: string): LiveMessage[] => this.messages.filter((message) => message.event === event);

  private async read(): Promise<void> {
    const reader = this.body.getReader();
    this.stop.signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
    const decoder = new TextDecoder();
    let rest = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const chunk = decoder.decode(part.value, { stream: true });
      this.text += chunk;
      const blocks = `${rest}${chunk}`.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const message = messageIn(block);
        if (message) this.messages.push(message);
      }
      this.wake();
    }
  }

  private async until(done: () => boolean): Promise<void> {
    const late = Date.now() + 20_000;
    while (!done()) {
      if (Date.now() > late) throw new Error(`nothing came in time; so far: ${this.text}`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, 100);
      });
    }
  }
}

function messageIn(block: string): LiveMessage | null {
  const fields = Object.fromEntries(
    block
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  if (fields['data'] === undefined) return null;
  return {
    event: fields['event'] ?? 'message',
    id: fields['id'] ?? '',
    data: JSON.parse(fields['data']) as LiveMessage['data'],
  };
}
