import { SingleBar } from 'cli-progress';
import { type Output } from '../surroundings.js';
import { type LoadProgress } from './load-demo.js';

/** How far the loading has come, in cases and steps; nothing where nobody watches. */
export interface LoadingBar {
  update(progress: LoadProgress): void;
  end(): void;
}

const SILENT: LoadingBar = { update: () => undefined, end: () => undefined };

/** A bar on the error output, so that what is printed can go into a file. */
export function loadingBar(err: Output): LoadingBar {
  if (err.isTTY !== true) return SILENT;
  const bar = new SingleBar({
    stream: err,
    format:
      'Đang nạp / loading [{bar}] {percentage} %  {opened}/{cases} vụ việc / cases  {value}/{total} bước / steps',
    barsize: 30,
    clearOnComplete: true,
    hideCursor: true,
  });
  return {
    update: ({ doneCases: opened, doneSteps, cases, steps }) =>
      bar.isActive ? bar.update(doneSteps, { opened }) : bar.start(steps, doneSteps, { opened, cases }),
    end: () => {
      if (bar.isActive) bar.stop();
    },
  };
}
