import { backup, DatabaseSync } from 'node:sqlite';

/** Pages copied in one step: some megabytes, between which others get a turn. */
const STEP = 1000;
/** Milliseconds to wait for a connection that recovers or ends the log file. */
const BUSY_TIMEOUT = 5000;

/**
 * Copies the SQLite file `from` into the new file `to`, as it was at one moment, while another process may be writing.
 * The copy is one file, without a log file beside it. `onProgress` is told the share that is copied, 0 to 1; it may
 * throw to end the work.
 * @throws Error when `from` is not there or is no SQLite file
 */
export async function copyDatabase(
  from: string,
  to: string,
  onProgress: (share: number) => void = () => undefined,
): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: BUSY_TIMEOUT });
  try {
    // Reading holds that one moment: otherwise each commit of the writer would make the copy begin again.
    source.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
    await backup(source, to, {
      rate: STEP,
      progress: ({ totalPages, remainingPages }) => onProgress(1 - remainingPages / Math.max(1, totalPages)),
    });
  } finally {
    source.close();
  }
  withoutLogFile(to);
}

/** The copy says of itself that it has a log file, as the original does; a reader would make one. */
function withoutLogFile(path: string): void {
  const copy = new DatabaseSync(path);
  try {
    copy.exec('PRAGMA journal_mode = DELETE');
  } finally {
    copy.close();
  }
}
