import { parseArgs } from 'node:util';
import { append, appendSizes } from './append.js';
import { asAt } from './as-at.js';
import { Bench, type Measurement } from './bench.js';
import { catchUp, visibility } from './following.js';
import { engineAsAt } from './engine-as-at.js';
import { engineAppend, engineRebuild } from './engines.js';
import { folding } from './folding.js';
import { http } from './http.js';
import { list } from './list.js';
import { peers } from './peers.js';
import { rebuild, rebuildMemory } from './rebuild.js';
import { rebuildLive } from './rebuild-live.js';
import { lineOf, reportOf, type Section, tableOf, writeReport } from './report.js';

const MEASUREMENTS: readonly Measurement[] = [
  append,
  appendSizes,
  rebuild,
  rebuildMemory,
  rebuildLive,
  folding,
  catchUp,
  visibility,
  list,
  asAt,
  http,
  engineAppend,
  engineRebuild,
  engineAsAt,
  peers,
];

const USAGE = `Measures against the machine's own limits, in one run. Goals are printed, never enforced.

  npm run bench -- [options]

  --only <name>   one measurement (repeatable): ${MEASUREMENTS.map(({ name }) => name).join(', ')}
  --quick         small sizes, to see that everything runs
  --json          the report as JSON on standard output instead of the table
  --name <name>   the report's file, test/bench/results/<name>.json (default local-latest)
  --seed <n>      seed of what is generated (default 1)
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      name: { type: 'string', default: 'local-latest' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const chosen = MEASUREMENTS.filter(({ name }) => values.only?.includes(name) ?? true);
  if (chosen.length === 0) throw new Error(`no such measurement\n\n${USAGE}`);
  const seed = Number(values.seed);
  const bench = new Bench(values.quick, seed, values.json);
  const sections: Section[] = [];
  try {
    for (const measurement of chosen) sections.push(await measured(measurement, bench, values.json));
  } finally {
    bench.clear();
  }
  const report = reportOf(sections, { seed, quick: values.quick });
  const path = writeReport(report, values.name);
  console.log(values.json ? JSON.stringify(report, null, 2) : `\n${tableOf(sections)}\n${path}`);
}

/** A measurement that cannot be made is a line in the report, and the others are still made. */
async function measured(measurement: Measurement, bench: Bench, quiet: boolean): Promise<Section> {
  const { name, about } = measurement;
  if (!quiet) console.error(`${name}: ${about}`);
  try {
    const rows = await measurement.run(bench);
    if (!quiet) for (const row of rows) console.error(lineOf(row));
    return { name, about, rows };
  } catch (error) {
    if (!quiet) console.error(error);
    return { name, about, rows: [{ what: 'not measured', note: (error as Error).message }] };
  } finally {
    bench.clear();
  }
}

await main();
