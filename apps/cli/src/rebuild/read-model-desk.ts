import { type OnDifference } from '#event-sourcing';
import { type Actor } from '#kernel';
import {
  type ProblemBody,
  type ReadModels,
  type ReadModelStatus,
  type Retried,
  type ShownParked,
} from '#platform';
import { Refusal } from '../failures.js';

/** Where the process that keeps the read models is asked about them, and asked to do something. */
export interface ReadModelDesk {
  list(): Promise<readonly Pick<ReadModelStatus, 'name'>[]>;
  /** @throws Refusal */
  get(name: string): Promise<Pick<ReadModelStatus, 'rebuild'>>;
  /** @throws Refusal */
  rebuild(name: string, onDifferences: OnDifference): Promise<unknown>;
  /** @throws Refusal */
  cancelRebuild(name: string): Promise<unknown>;
  parked(): Promise<readonly ShownParked[]>;
  /** All of them when none is named. @throws Refusal */
  retry(ids?: readonly string[]): Promise<Retried>;
}

/** At a server that works in the data folder: by its API, in the name of `actor`. */
export class ServerDesk implements ReadModelDesk {
  constructor(
    private readonly url: string,
    private readonly actor: Actor,
  ) {}

  list = () => this.ask<readonly ReadModelStatus[]>('read-models');
  get = (name: string) => this.ask<ReadModelStatus>(modelPath(name));
  rebuild = (name: string, onDifferences: OnDifference) =>
    this.ask(`${modelPath(name)}/rebuild`, { onDifferences });
  cancelRebuild = (name: string) => this.ask(`${modelPath(name)}/rebuild/cancel`, {});
  parked = async () => (await this.ask<{ readonly items: readonly ShownParked[] }>('parked-documents')).items;
  retry = (ids?: readonly string[]) => this.ask<Retried>('parked-documents/retry', { ...(ids && { ids }) });

  /** @throws Refusal */
  private async ask<T>(path: string, body?: object): Promise<T> {
    const answer = await this.send(path, body);
    if (answer.ok) return (await answer.json()) as T;
    const problem = (await answer.json().catch(() => ({}))) as Partial<ProblemBody>;
    throw new Refusal(
      problem.messages?.en ?? `The server at ${this.url} answered ${answer.status}.`,
      problem.code,
    );
  }

  private async send(path: string, body?: object): Promise<Response> {
    const headers = { 'x-demo-actor': this.actor.id, 'content-type': 'application/json' };
    const sent = body && { method: 'POST', body: JSON.stringify(body) };
    try {
      return await fetch(`${this.url}/api/v1/${path}`, { headers, ...sent });
    } catch {
      throw new Refusal(`The server at ${this.url} works in this data folder and does not answer.`);
    }
  }
}

const modelPath = (name: string): string => `read-models/${encodeURIComponent(name)}`;

/** Through the read store that a projector works on. */
export class StoreDesk implements ReadModelDesk {
  constructor(
    private readonly models: ReadModels,
    private readonly actor: Actor,
  ) {}

  list = () => this.models.list();
  get = (name: string) => this.models.get(name);
  rebuild = (name: string, onDifferences: OnDifference) =>
    this.models.rebuild(name, onDifferences, this.actor);
  cancelRebuild = (name: string) => this.models.cancelRebuild(name, this.actor);
  parked = () => this.models.parked();
  retry = (ids?: readonly string[]) => this.models.retry(ids, this.actor);
}
