import { once } from 'node:events';
import { type Output } from '../surroundings.js';

/** Writes whole lines; waits when whoever reads is slower than we are. */
export async function print(out: Output, text: string): Promise<void> {
  if (!out.write(`${text}\n`)) await once(out, 'drain');
}

/** One JSON document, indented for the eye. */
export const printJson = (out: Output, value: unknown): Promise<void> =>
  print(out, JSON.stringify(value, null, 2));

/** One line of NDJSON. */
export const printJsonLine = (out: Output, value: unknown): Promise<void> =>
  print(out, JSON.stringify(value));
