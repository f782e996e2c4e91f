import { type ServerInfo } from '#event-store-sqlite';
import { Refusal } from '../failures.js';

const PATH = '/api/v1/admin/rebuilds';

/**
 * Asks the server that holds the data folder to rebuild; its answer.
 * @throws Refusal when it does not answer, or cannot do it
 */
export async function askServer(
  { pid, url }: ServerInfo,
  projections: readonly string[],
  actor: string,
): Promise<unknown> {
  if (url === undefined)
    throw new Refusal(
      `Another process (${pid}) is working in this data folder; try again when it has ended.`,
    );
  const answer = await post(`${url}${PATH}`, { projections }, actor);
  if (answer.status === 404)
    throw new Refusal(`The running server (${url}) cannot rebuild while it serves; stop it first.`);
  const text = await answer.text();
  if (!answer.ok) throw new Refusal(`The server (${url}) refused: ${answer.status} ${titleOf(text)}`);
  return text === '' ? {} : (JSON.parse(text) as unknown);
}

async function post(url: string, body: object, actor: string): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Demo-Actor': actor },
      body: JSON.stringify(body),
    });
  } catch (cause) {
    throw new Refusal(`The server that holds the data folder does not answer at ${url}.`, { cause });
  }
}

/** The title of a problem document, or nothing. */
function titleOf(text: string): string {
  try {
    const { title } = JSON.parse(text) as { title?: unknown };
    return typeof title === 'string' ? title : '';
  } catch {
    return '';
  }
}
