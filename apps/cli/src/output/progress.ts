import { SingleBar } from 'cli-progress';
import { type Output } from '../surroundings.js';
import { grouped } from './values.js';

/** How far a long work has come; `done` counts what the bar counts. */
export interface Progress {
  update(share: number, done: number): void;
  end(): void;
}

const SILENT: Progress = { update: () => undefined, end: () => undefined };

/** A bar on the error output with what is done, rate and time left; nothing where nobody watches. */
export function progressBar(err: Output, title: string, unit = 'events'): Progress {
  if (err.isTTY !== true) return SILENT;
  const started = performance.now();
  const bar = new SingleBar({
    stream: err,
    format: `${title} [{bar}] {percentage} %  {done} ${unit}  {rate}/s  {left} left`,
    barsize: 30,
    clearOnComplete: true,
    hideCursor: true,
  });
  const figures = (share: number, done: number) => {
    const seconds = (performance.now() - started) / 1000;
    return {
      done: grouped(done),
      rate: grouped(done / Math.max(seconds, 0.001)),
      left: share > 0 ? `${Math.ceil((seconds * (1 - share)) / share)} s` : '…',
    };
  };
  bar.start(100, 0, figures(0, 0));
  return {
    update: (share, done) => bar.update(Math.floor(share * 100), figures(share, done)),
    end: () => bar.stop(),
  };
}
