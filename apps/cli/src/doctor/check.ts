/** `note` is worth knowing and mends itself; `wrong` does not; `skipped` could not be looked at. */
export type Status = 'ok' | 'note' | 'wrong' | 'skipped';

/** How a status looks in a table. */
export const SIGNS: Readonly<Record<Status, string>> = { ok: '✓', note: '·', wrong: '✗', skipped: '–' };

/** What the doctor says about one thing. */
export interface Check {
  readonly name: string;
  readonly status: Status;
  readonly detail: string;
}

type Result = Omit<Check, 'name'>;

export const ok = (detail: string): Result => ({ status: 'ok', detail });
export const note = (detail: string): Result => ({ status: 'note', detail });
export const wrong = (detail: string): Result => ({ status: 'wrong', detail });
export const skipped = (detail: string): Result => ({ status: 'skipped', detail });

/** Looks at one thing; what goes wrong while looking is what is wrong with it. */
export async function check(name: string, look: () => Promise<Result> | Result): Promise<Check> {
  try {
    return { name, ...(await look()) };
  } catch (error) {
    return { name, ...wrong(error instanceof Error ? error.message : String(error)) };
  }
}
