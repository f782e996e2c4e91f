import { assertNever, type Recorded } from '#kernel';
import { type RegisterEvent } from './events.js';

/** A number that was given. */
export interface TakenNumber {
  readonly sequence: number;
  readonly number: string;
  readonly holder: string;
  readonly commandId: string;
}

/** One register: a series and a year. Grows by one entry a case, so it is folded in place. */
export class Register {
  private readonly byCommand = new Map<string, TakenNumber>();
  private readonly unused = new Set<number>();
  private last = 0;

  evolve(event: Recorded<RegisterEvent>): void {
    switch (event.type) {
      case 'NumberTaken':
        this.last = Math.max(this.last, event.data.sequence);
        this.byCommand.set(event.commandId, { ...event.data, commandId: event.commandId });
        return;
      case 'NumberLeftUnused':
        this.unused.add(event.data.sequence);
        return;
      default:
        assertNever(event);
    }
  }

  /** The number this command took before. */
  takenBy(commandId: string): TakenNumber | undefined {
    return this.byCommand.get(commandId);
  }

  get lastSequence(): number {
    return this.last;
  }

  /** Every number that is in use, or waits for its holder. */
  inUse(): readonly TakenNumber[] {
    return [...this.byCommand.values()].filter(({ sequence }) => !this.unused.has(sequence));
  }
}
