import { type Deletions } from './deletions.js';
import { type Control } from './faults.js';
import { type ServerLog } from './server-log.js';

/** What the calls share. */
export interface ServerState {
  readonly log: ServerLog;
  readonly deletions: Deletions;
  readonly control: Control;
  /** Resets every connection, as a killed process does. */
  dropConnections(): void;
  /** The leader's address: this server's, unless told otherwise. */
  leader(): { readonly host: string; readonly port: number };
}
