/** A body as it came; what a spec needs of it, it names. */
export type Json = Record<string, unknown>;

export interface Answer<T = Json> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** What stands in a request's headers. */
export interface Sent {
  /** `X-Demo-Actor`: a staff id or a role. */
  readonly actor?: string;
  /** `Idempotency-Key` */
  readonly key?: string;
  /** `If-Match`: a revision. */
  readonly ifMatch?: number;
  /** `Cotmoc-Min-Position`; a read asks at least for what its client wrote last. */
  readonly since?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a command answers. */
export interface Done {
  readonly id: string;
  readonly revision: number;
  readonly position: string;
  readonly repeated: boolean;
}

export interface Opened extends Done {
  readonly number: string;
}

const BASE = '/api/v1';
/** Each has waited some seconds. */
const STALE_ANSWERS = 5;

/** Speaks HTTP to a running server, as a program of the office would. */
export class ApiClient {
  /** Every refusal that came, by its address: documentation is held to it. */
  readonly refusals: { readonly method: string; readonly path: string; readonly code: string }[] = [];

  /** The furthest position that a command of this client was answered with. */
  private written: string | undefined;

  constructor(readonly url: string) {}

  get<T = Json>(path: string, sent: Sent = {}): Promise<Answer<T>> {
    return this.read(sent, (asked) => this.send<T>('GET', path, undefined, asked));
  }

  /** Asks with a body, as `/search` does: no name stands in an address. */
  ask<T = Json>(path: string, body: unknown, sent: Sent = {}): Promise<Answer<T>> {
    return this.read(sent, (asked) => this.post<T>(path, body, asked));
  }

  post<T = Json>(path: string, body: unknown, sent: Sent = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, JSON.stringify(body), {
      ...sent,
      headers: { 'Content-Type': 'application/json', ...sent.headers },
    });
  }

  /** `path` is below `/api/v1`, or an address of its own when it begins with `//`. */
  async send<T = Json>(
    method: string,
    path: string,
    body?: string | FormData | Uint8Array<ArrayBuffer>,
    sent: Sent = {},
  ): Promise<Answer<T>> {
    const answer = await this.raw(method, path, body, sent);
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    const content = (isJson ? JSON.parse(text) : text) as T;
    if (answer.status >= 400) this.refusals.push({ method, path, code: (content as { code: string }).code });
    else if (method !== 'GET') this.written = furthest(this.written, (content as Partial<Done>).position);
    return { status: answer.status, headers: answer.headers, body: content };
  }

  /** Asked again while the answer is stale: on a busy machine, read models may take longer to come. */
  private async read<T>(sent: Sent, ask: (asked: Sent) => Promise<Answer<T>>): Promise<Answer<T>> {
    const since = furthest(sent.since, this.written);
    const asked = since === undefined ? sent : { ...sent, since };
    let answer = await ask(asked);
    for (let left = STALE_ANSWERS; since !== undefined && left > 0; left -= 1) {
      if (answer.headers.get('cotmoc-stale') === null) break;
      answer = await ask(asked);
    }
    return answer;
  }

  raw(method: string, path: string, body?: RequestInit['body'], sent: Sent = {}): Promise<Response> {
    const address = path.startsWith('//') ? path.slice(1) : `${BASE}${path}`;
    return fetch(`${this.url}${address}`, {
      method,
      headers: headersOf(sent),
      ...(body !== undefined && { body }),
    });
  }
}

/** Answers may come in another order than their commands were written in. */
function furthest(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return BigInt(one) > BigInt(other) ? one : other;
}

function headersOf({ actor, key, ifMatch, since, headers }: Sent): Record<string, string> {
  return {
    ...(actor !== undefined && { 'X-Demo-Actor': actor }),
    ...(key !== undefined && { 'Idempotency-Key': key }),
    ...(ifMatch !== undefined && { 'If-Match': `"${ifMatch}"` }),
    ...(since !== undefined && { 'Cotmoc-Min-Position': since }),
    ...headers,
  };
}
