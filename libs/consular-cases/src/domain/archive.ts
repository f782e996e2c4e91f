import { type LocalDate } from '#kernel';
import { type Retention } from './events/archive.js';
import { settledOn } from './phases.js';
import { type ClosedFile, type OpenedCase } from './state.js';
import { type FileTask } from './vocabulary/archive.js';

/** The last day on which a file is kept: of the last year of its retention. // G-9, domain rules; whole years assumed */
export const keptUntil = ({ period }: Retention, settled: LocalDate): LocalDate | null =>
  period === 'permanent' ? null : `${Number(settled.slice(0, 4)) + period}-12-31`;

/** A closed file after something more is known about it; one that was never closed stays open. */
export const fileWith = (
  { closedFile }: Pick<OpenedCase, 'closedFile'>,
  change: Partial<ClosedFile>,
): { readonly closedFile: ClosedFile | null } => ({ closedFile: closedFile && { ...closedFile, ...change } });

/** What is to be done next with the file, if anything; reviewing it is due only once its retention has ended. */
export function fileTaskOf(state: OpenedCase): FileTask | null {
  if (settledOn(state) === null || state.phase === 'merged') return null;
  const { closedFile } = state;
  if (!closedFile) return 'close_file';
  if (closedFile.destructionApprovedOn !== null) return null;
  if (closedFile.handedOverOn === null) return 'hand_over';
  return closedFile.keptUntil === null ? null : 'review_retention';
}
