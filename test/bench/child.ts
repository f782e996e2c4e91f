import { fork } from 'node:child_process';
import { join } from 'node:path';

/** Runs a worker script of this folder in a process of its own: one message in, one message out. */
export function inChild<R>(script: string, job: object, timeoutSeconds = 1800): Promise<R> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, script), { timeout: timeoutSeconds * 1000 });
    let answered = false;
    child.once('message', (result) => {
      answered = true;
      resolve(result as R);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (!answered) reject(new Error(`${script} ended without an answer (${signal ?? code})`));
    });
    child.send(job);
  });
}
