import { PassThrough, Writable } from 'node:stream';
import { systemClock } from '#kernel';
import { numbering } from '#numbering';
import { runProgram } from '../run-program.js';
import { type Input, type Surroundings } from '../surroundings.js';
import { PARCELS } from './parcels.js';

/** What a command line left behind. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Output that remembers. */
export class Captured extends Writable {
  text = '';

  constructor(readonly isTTY = false) {
    super();
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    this.emit('text');
    done();
  }

  /** Resolves once `text` has been written. */
  async until(text: string): Promise<void> {
    while (!this.text.includes(text)) await new Promise<void>((resolve) => this.once('text', resolve));
  }
}

/** Keys that a person at a terminal would press. */
export class Keyboard extends PassThrough {
  readonly isTTY = true;
  raw = false;

  setRawMode(raw: boolean): void {
    this.raw = raw;
  }
}

interface Given extends Partial<Omit<Surroundings, 'out' | 'err' | 'input'>> {
  readonly out?: Captured;
  readonly err?: Captured;
  readonly input?: Input;
}

/** Runs one command line inside the test. */
export async function runCli(args: readonly string[], given: Given = {}): Promise<Ran> {
  const { out = new Captured(), err = new Captured() } = given;
  const code = await runProgram(args, {
    modules: [PARCELS, numbering],
    input: new PassThrough(),
    env: {},
    signal: new AbortController().signal,
    clock: systemClock,
    ...given,
    out: out,
    err: err,
  });
  return { code, out: out.text, err: err.text };
}

/** The documents of an NDJSON output. */
export const linesOf = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
