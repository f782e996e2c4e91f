import { type ChildProcess, fork, type ForkOptions } from 'node:child_process';
import { resolve } from 'node:path';

/** A process of its own that has given its first answer. */
export interface Child<R> {
  readonly first: R;
  readonly process: ChildProcess;
  /** Sends another job to a worker that goes on. */
  ask(job: object): Promise<R>;
  stop(): Promise<void>;
}

/** Starts a worker script of this folder and gives it its first job. */
export async function startChild<R>(
  script: string,
  job: object,
  options: ForkOptions = {},
): Promise<Child<R>> {
  const child = fork(resolve(import.meta.dirname, script), options);
  const ask = (next: object): Promise<R> => answerOf<R>(child, script, next);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.connected) child.disconnect();
    await gone;
  };
  return { first: await ask(job), process: child, ask, stop };
}

/** Runs a worker script of this folder for one job. */
export async function inChild<R>(script: string, job: object): Promise<R> {
  const child = await startChild<R>(script, job);
  await child.stop();
  return child.first;
}

/** The worker's side: answers every job until its parent disconnects. */
export function answer<J, R>(work: (job: J) => R | Promise<R>): void {
  process.on('message', (job: J) => {
    void Promise.resolve(work(job)).then((result) => process.send?.(result));
  });
}

function answerOf<R>(child: ChildProcess, script: string, job: object): Promise<R> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null, signal: string | null): void =>
      reject(new Error(`${script} ended without an answer (${signal ?? code})`));
    child.once('exit', ended);
    child.once('message', (result) => {
      child.off('exit', ended);
      resolve(result as R);
    });
    child.send(job);
  });
}
