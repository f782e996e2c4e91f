import { type Answer, type ApiClient, type Done, type Opened } from '../../e2e/support/api-client.js';
import { INTAKE } from '../../e2e/support/casework.js';

/** A case that was asked for, and the note that follows it; each with its own key, so that it can be asked again. */
export interface Wish {
  readonly key: string;
  /** The answers that came; what is missing may have happened or not. */
  opened?: Opened;
  noted?: Done;
}

export const openingKey = ({ key }: Wish): string => `${key}-open`;
export const noteKey = ({ key }: Wish): string => `${key}-note`;

/** Asks for the case and its note until both are there; what came before is repeated by its key. */
export async function fulfil(api: ApiClient, wish: Wish): Promise<Answer<unknown>> {
  const opened = await api.post<Opened>('/consular-cases', INTAKE, { key: openingKey(wish) });
  if (opened.status !== 201) return opened;
  wish.opened = opened.body;
  const note = { text: `Ghi chú của ${wish.key}` };
  const noted = await api.post<Done>(`/consular-cases/${opened.body.id}/add-note`, note, {
    key: noteKey(wish),
  });
  if (noted.status === 200) wish.noted = noted.body;
  return noted;
}

/** So many clients at once, each wishing for one case after the other until its server is gone or refuses. */
export class Load {
  readonly wishes: Wish[] = [];
  readonly refusals: Answer<unknown>[] = [];
  readonly done: Promise<unknown>;

  constructor(api: ApiClient, clients: number, name: string) {
    this.done = Promise.all(
      Array.from({ length: clients }, (_, client) => this.work(api, `${name}-${client}`)),
    );
  }

  /** Waits until so many cases were acknowledged. */
  async acknowledged(count: number): Promise<void> {
    while (this.wishes.filter(({ noted }) => noted).length < count) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  private async work(api: ApiClient, name: string): Promise<void> {
    for (let turn = 0; ; turn += 1) {
      const wish: Wish = { key: `${name}-${turn}` };
      this.wishes.push(wish);
      const answer = await fulfil(api, wish).catch(() => null);
      if (answer === null) return;
      if (wish.noted) continue;
      this.refusals.push(answer);
      return;
    }
  }
}
