import { type ProjectionStatus } from '../stores/projection-progress.js';

const CHECK_TIMEOUT_MS = 2000;

/** How one thing is that a process needs. */
export interface CheckResult {
  readonly status: 'up' | 'down';
  /** What is wrong, or how far it has come. */
  readonly detail?: string;
}

/** Whether a process can do its work, and what it hangs on. */
export interface ReadinessResult {
  readonly status: 'up' | 'down';
  readonly checks: Readonly<Record<string, CheckResult>>;
}

/** Up when everything is. */
export function readinessOf(checks: ReadinessResult['checks']): ReadinessResult {
  const up = Object.values(checks).every(({ status }) => status === 'up');
  return { status: up ? 'up' : 'down', checks };
}

/** Up when `question` is answered in time. */
export async function probe(question: Promise<unknown>): Promise<CheckResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([question, late]);
    return { status: 'up' };
  } catch (error) {
    return { status: 'down', detail: error instanceof Error ? error.message : 'unknown' };
  } finally {
    clearTimeout(timer);
  }
}

/** The read models: built, moving, and nothing parked; how far they are behind the log is said when it can be seen. */
export function projectionCheck(status: ProjectionStatus, lagMs = 0): CheckResult {
  const { ready, rebuilding, parked, error, keptBy } = status;
  const building = rebuilding.map(
    ({ projection, events, share }) =>
      `${projection} is being built: ${events === undefined ? '' : `${events} events, `}${Math.floor(share * 100)} %`,
  );
  const stuck = parked.map(({ projection, cause, streams }) => `${projection}: ${streams} parked (${cause})`);
  const behind = lagMs < 1000 ? [] : [`${Math.round(lagMs / 1000)} s behind`];
  const trouble = [...(error === undefined ? [] : [error]), ...behind, ...building, ...stuck];
  const detail = [...trouble, ...(keptBy === undefined ? [] : [`kept by ${keptBy}`])].join('; ');
  const up = ready && error === undefined && parked.length === 0;
  return { status: up ? 'up' : 'down', ...(detail !== '' && { detail }) };
}
