import { type Command } from 'commander';
import { ParkedDocuments } from '#event-sourcing';
import { assertThere, openReadStore, type ShownParked } from '#platform';
import { type CommonOptions, configOf, withCommonOptions } from '../command.js';
import { Findings, Refusal } from '../failures.js';
import { print, printJson } from '../output/print.js';
import { table } from '../output/table.js';
import { counted } from '../output/values.js';
import { whereKept } from '../rebuild/at-work.js';
import { type Surroundings } from '../surroundings.js';

const EXAMPLES = ['parked', 'parked --retry', 'parked --json'];

interface ParkedOptions extends CommonOptions {
  readonly retry?: boolean;
}

type Row = Pick<ShownParked, 'id' | 'projection' | 'stream' | 'failedAt' | 'cause'>;

/** `cotmoc parked` */
export function addParked(program: Command, around: Surroundings): void {
  const own = program
    .command('parked')
    .summary('the streams that read models could not fold, and why')
    .description(
      'Lists the streams that a read model could not fold, with the cause; everything else goes on without them. ' +
        '--retry has them folded again by the server or projector that keeps the read models; where none works, ' +
        'cotmoc rebuild does it.',
    )
    .argument('[ids...]', 'with --retry, the ids of those to fold again; all of them when none is named')
    .option('--retry', 'fold them again');
  withCommonOptions(own, EXAMPLES).action((ids: readonly string[], options: ParkedOptions) =>
    parked(ids, options, around),
  );
}

async function parked(ids: readonly string[], options: ParkedOptions, around: Surroundings): Promise<void> {
  const config = configOf(options, around);
  assertThere(config);
  const { out, modules } = around;
  if (options.retry === true) {
    const named = ids.length > 0 ? ids : undefined;
    const retried = await whereKept(config, modules, (desk) => desk.retry(named));
    if (!retried) throw new Refusal('No server keeps the read models: cotmoc rebuild folds them again.');
    if (options.json === true) await printJson(out, retried);
    else {
      await print(
        out,
        retried.pending ? 'They are being folded.' : `${counted(retried.folded, 'stream')} folded.`,
      );
      await tell(retried.parked, around);
    }
    if (retried.parked.length > 0) throw new Findings();
    return;
  }
  const reads = await openReadStore(config.readStore, { readOnly: true });
  try {
    const found = (await ParkedDocuments.open(reads)).list();
    await (options.json === true ? printJson(out, found) : tell(found, around));
    if (found.length > 0) throw new Findings();
  } finally {
    await reads.close();
  }
}

async function tell(rows: readonly Row[], { out }: Surroundings): Promise<void> {
  if (rows.length === 0) return print(out, 'Every stream is folded.');
  const cells = rows.map(({ id, stream, failedAt, cause }) => [id, stream, String(failedAt), cause]);
  await print(out, table(['id', 'stream', 'from revision', 'cause'], cells, [null, null, null, 50]));
}
