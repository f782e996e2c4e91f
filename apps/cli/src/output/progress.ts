import { SingleBar } from 'cli-progress';
import { type Output } from '../surroundings.js';
import { grouped } from './values.js';

/** How far a long work has come. */
export interface Progress {
  update(share: number, events: number): void;
  end(): void;
}

const SILENT: Progress = { update: () => undefined, end: () => undefined };

/** A bar on the error output with events, rate and time left; nothing where nobody watches. */
export function progressBar(err: Output, title: string): Progress {
  if (err.isTTY !== true) return SILENT;
  const started = performance.now();
  const bar = new SingleBar({
    stream: err,
    format: `${title} [{bar}] {percentage} %  {events} events  {rate}/s  {left} left`,
    barsize: 30,
    clearOnComplete: true,
    hideCursor: true,
  });
  const figures = (share: number, events: number) => {
    const seconds = (performance.now() - started) / 1000;
    return {
      events: grouped(events),
      rate: grouped(events / Math.max(seconds, 0.001)),
      left: share > 0 ? `${Math.ceil((seconds * (1 - share)) / share)} s` : '…',
    };
  };
  bar.start(100, 0, figures(0, 0));
  return {
    update: (share, events) => bar.update(Math.floor(share * 100), figures(share, events)),
    end: () => bar.stop(),
  };
}
