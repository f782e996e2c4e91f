import { parse, v5 } from 'uuid';
import { type StreamName } from './event-store.port.js';

/** Namespace of every id this system derives. */
const NAMESPACE = parse('6f0a3b52-4c1e-5d7a-9b38-2f6d1c8e4a90');

const derive = (...parts: readonly (string | number)[]): string =>
  v5(Buffer.from(JSON.stringify(parts)), NAMESPACE);

/** The same actor's same key is the same command. A key counts within one stream. */
export const commandIdOf = (actorId: string, idempotencyKey: string): string =>
  derive('command', actorId, idempotencyKey);

/** Deterministic, so that an append sent again after a timeout writes once. */
export const eventIdOf = (stream: StreamName, commandId: string, index: number): string =>
  derive('event', stream, commandId, index);

/** The id of what a command creates. */
export const newIdOf = (category: string, commandId: string): string => derive('stream', category, commandId);
