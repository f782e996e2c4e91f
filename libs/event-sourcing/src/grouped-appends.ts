import { type EventStore } from './event-store.port.js';

/** A store that writes what it is asked for at once in one go. */
export interface GroupedAppends {
  /**
   * So many appends that are asked for in one turn of the event loop, while no others are under way, are written in
   * their order, all of them or none; one that conflicts does not disturb the others.
   */
  readonly groupSize: number;
}

/** How many appends may be under way at once so that the log keeps their order whatever happens: alone, any can. */
export const groupSizeOf = (store: EventStore & Partial<GroupedAppends>): number => store.groupSize ?? 1;
