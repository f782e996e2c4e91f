import { type RebuildReport } from '#platform';
import { print } from '../output/print.js';
import { table } from '../output/table.js';
import { counted, grouped } from '../output/values.js';
import { type Output } from '../surroundings.js';

/** That what was built is live and holds every stream. */
export const wentWell = ({ phase, parked }: RebuildReport): boolean => phase === 'done' && parked === 0;

/** Tells how rebuilds beside the live read models have ended, with the first documents that differed. */
export async function tellReports(reports: readonly RebuildReport[], out: Output): Promise<void> {
  for (const report of reports) {
    await print(out, sentenceOf(report));
    if (report.sample.length === 0) continue;
    const rows = report.sample.map(({ id, fields }) => [id, fields.join(', ') || 'in one of the two only']);
    await print(out, table(['document', 'differs in'], rows, [null, 60]));
  }
}

function sentenceOf(report: RebuildReport): string {
  const { projection, version, events, seconds, eventsPerSecond, compared, different, parked } = report;
  const built = `${projection}@${version}: built from ${counted(events, 'event')} in ${seconds.toFixed(1)} s (${grouped(eventsPerSecond)} events/s)`;
  const unlike = different === 0 ? 'all alike' : `${grouped(different)} different`;
  const left = parked === 0 ? '' : `; ${counted(parked, 'stream')} could not be folded, see cotmoc parked`;
  return `${built}; ${counted(compared, 'document')} compared, ${unlike}${left}; ${endOf(report)}`;
}

function endOf({ phase, reason, replaces, error }: RebuildReport): string {
  switch (phase) {
    case 'done':
      return `live, in the place of ${replaces}`;
    case 'kept':
      return reason === 'cannot-fold'
        ? `${replaces} stays live, which folds a stream further`
        : `${replaces} stays live until the differences were looked at`;
    case 'cancelled':
      return `called off, ${replaces} stays live`;
    default:
      return `${phase}${error === undefined ? '' : ` (${error})`}, ${replaces} stays live`;
  }
}
