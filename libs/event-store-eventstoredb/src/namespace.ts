import { type EventFilter, isStreamName, type StreamName } from '#event-sourcing';

const SHAPE = /^[a-z][a-z0-9]{0,30}$/;

/**
 * The part of a server's log that is ours. With a name, our streams stand on the server as `name.category-id`, so that
 * several logs share a server and none sees another; without one, as they are.
 */
export class Namespace {
  private readonly prefix: string;

  constructor(name?: string) {
    this.prefix = name === undefined ? '' : `${name}.`;
  }

  static isName(text: string): boolean {
    return SHAPE.test(text);
  }

  /** The name of a stream on the server. */
  onServer(stream: StreamName): string {
    return this.prefix + stream;
  }

  /** The stream of a name on the server; `null` when it is not ours. */
  ours(name: string): StreamName | null {
    if (!name.startsWith(this.prefix)) return null;
    const stream = name.slice(this.prefix.length);
    return isStreamName(stream) ? stream : null;
  }

  /** What the names on the server begin with; `null` when they may begin with anything. */
  prefixes(filter: EventFilter | undefined): string[] | null {
    if (filter?.categories) return filter.categories.map((category) => this.onServer(`${category}-`));
    return this.prefix === '' ? null : [this.prefix];
  }
}
