import { contentOf } from '../papers.js';
import { type Numbers, type Step } from '../story.js';

/** A request as a client of the API would send it. */
export interface ClientRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
}

/** How a client would ask for what a step does. */
export async function requestOf(
  { id, deed, key, by }: Pick<Step, 'id' | 'deed' | 'key' | 'by'>,
  numbers: Numbers,
): Promise<ClientRequest> {
  const [path, asked] = askedFor(id, deed, numbers);
  const isForm = asked instanceof FormData;
  const body = new Response(isForm ? asked : JSON.stringify(asked));
  const type = isForm ? (body.headers.get('content-type') ?? '') : 'application/json';
  return {
    url: `/api/v1/${path}`,
    headers: { 'idempotency-key': key, 'x-demo-actor': by, 'content-type': type },
    payload: Buffer.from(await body.arrayBuffer()),
  };
}

function askedFor(id: string, deed: Step['deed'], numbers: Numbers): [path: string, body: object] {
  switch (deed.kind) {
    case 'register':
      return ['subjects', deed.body];
    case 'correct':
      return [`subjects/${id}/correct-details`, deed.body];
    case 'open':
      return ['consular-cases', deed.body];
    case 'change':
      return [
        `consular-cases/${id}/${deed.type.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase()}`,
        deed.body(numbers),
      ];
    case 'attach':
      return [`consular-cases/${id}/attach-document`, formOf(deed)];
  }
}

function formOf({ paper, beside }: Extract<Step['deed'], { kind: 'attach' }>): FormData {
  const { content, mediaType, pages } = contentOf(paper);
  const { kind, title, copyKind = 'copy' } = paper;
  const fields = { kind, title, pages: String(pages), language: 'vi', copyKind, classification: 'internal' };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (beside.occurredOn !== undefined) form.append('occurredOn', beside.occurredOn);
  form.append('file', new Blob([Buffer.from(content)], { type: mediaType }), 'file');
  return form;
}
