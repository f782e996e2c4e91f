import { on } from 'node:events';
import { emitKeypressEvents, type Key } from 'node:readline';
import { type Input } from '../surroundings.js';

/** What stepping draws on and listens to. */
export interface Stage {
  readonly input: Input;
  /** Ends the stepping. */
  readonly signal: AbortSignal;
  readonly write: (text: string) => Promise<void>;
}

/** Empties the screen, so that one step replaces the other. */
const CLEAR = '\u001b[2J\u001b[H';
const KEYS = 'space or → next, ← back, q quit';

/** Shows pages one at a time as keys are pressed; ends behind the last, on `q`, Ctrl+C or when the input ends. */
export async function stepThrough(pages: readonly string[], stage: Stage): Promise<void> {
  const { input, signal } = stage;
  emitKeypressEvents(input);
  const keys = on(input, 'keypress', { signal, close: ['end'] });
  input.setRawMode?.(true);
  input.resume();
  try {
    await walk(pages, keys as AsyncIterable<[unknown, Key]>, stage);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    input.setRawMode?.(false);
    input.pause();
  }
}

async function walk(
  pages: readonly string[],
  keys: AsyncIterable<[unknown, Key]>,
  { write }: Stage,
): Promise<void> {
  let at = 0;
  const draw = () => write(`${CLEAR}${pages[at] ?? ''}\n${KEYS}`);
  await draw();
  for await (const [, key] of keys) {
    const move = moveOf(key);
    if (move === 'quit' || (move === 'next' && at === pages.length - 1)) return;
    if (move === undefined) continue;
    at = move === 'next' ? at + 1 : Math.max(0, at - 1);
    await draw();
  }
}

/** Ctrl+C arrives as a key while the terminal is raw. */
function moveOf({ name = '', ctrl }: Key): 'next' | 'back' | 'quit' | undefined {
  if (['q', 'escape'].includes(name) || (name === 'c' && ctrl === true)) return 'quit';
  if (['left', 'up', 'backspace'].includes(name)) return 'back';
  return ['right', 'down', 'space', 'return'].includes(name) ? 'next' : undefined;
}
