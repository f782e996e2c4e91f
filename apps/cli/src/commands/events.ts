import { type Command, Option } from 'commander';
import { type EventStore, type StoredEvent } from '#event-sourcing';
import { type AppConfig, loadOffice, type Office } from '#platform';
import { withCommonOptions, type CommonOptions, configOf, positiveInteger } from '../command.js';
import { Interrupted } from '../failures.js';
import { EVENT_HEAD, eventDocument, eventRow } from '../log/event-row.js';
import { type EventQuery, matchingEvents } from '../log/event-query.js';
import { resolveStream } from '../log/find-stream.js';
import { endOf, momentOf } from '../log/moments.js';
import { withLog } from '../log/open-log.js';
import { print, printJsonLine } from '../output/print.js';
import { Columns } from '../output/table.js';
import { withoutPersonal } from '../output/values.js';
import { type Surroundings } from '../surroundings.js';

interface EventsOptions extends CommonOptions {
  readonly stream?: string;
  readonly case?: string;
  readonly category?: string;
  readonly type?: readonly string[];
  readonly actor?: string;
  readonly command?: string;
  readonly correlation?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly follow?: boolean;
  readonly dataFields?: boolean;
}

const EXAMPLES = [
  'events --case BHCD-2022-0001',
  'events --type ConsularCaseOpened ConsularCaseClosed --from 2022-01-01 --to 2022-03-31',
  'events --command 5d0cf0a3-3f1e-5f7e-8a63-0a4b7a1f0c11',
  'events --category consularCase --follow --json',
];

/** `cotmoc events` */
export function addEvents(program: Command, around: Surroundings): void {
  const own = program
    .command('events')
    .summary('list, filter and follow what is recorded')
    .description(
      'Lists recorded events in the order of the log. Filters given together must all hold. ' +
        'What is about a person is sealed in the log and shows as [sealed].',
    )
    .option('--stream <name>', 'only this stream, for example consularCase-<id>')
    .addOption(
      new Option('--case <number or id>', 'only this case: BHCD-2022-0001, or its id').conflicts('stream'),
    )
    .option('--category <name>', 'only streams of this kind: consularCase, subject, numberRegister …')
    .option('--type <types...>', 'only events of these types')
    .option('--actor <id>', 'only what this person recorded')
    .option('--command <id>', 'one command’s events and everything that came of them, in every stream')
    .option('--correlation <id>', 'everything that belongs to one request, in every stream')
    .option('--from <moment>', 'recorded at or after this day (in the office) or instant')
    .option('--to <moment>', 'recorded before this instant, or up to the end of this day')
    .option('--limit <count>', 'stop after so many events', positiveInteger)
    .option('--follow', 'go on with what is recorded from now on, until Ctrl+C')
    .option('--data-fields', 'show each event’s data too');
  withCommonOptions(own, EXAMPLES).action((options: EventsOptions) => listEvents(options, around));
}

async function listEvents(options: EventsOptions, around: Surroundings): Promise<void> {
  const config = configOf(options, around);
  await withLog(config, async (log) => {
    const query = await queryOf(options, config, log, around);
    const { follow = false, limit = Infinity } = options;
    const show = options.json === true ? jsonWriter(options, around) : tableWriter(options, around);
    let count = 0;
    for await (const events of matchingEvents(log, query, { follow, limit, signal: around.signal })) {
      await show(events);
      count += events.length;
    }
    if (around.signal.aborted && !follow) throw new Interrupted();
    if (count === 0 && options.json !== true) await print(around.err, 'No event matches.');
  });
}

async function queryOf(
  options: EventsOptions,
  config: AppConfig,
  log: EventStore,
  { modules }: Surroundings,
): Promise<EventQuery> {
  const { type, from, to, category, actor, command, correlation } = options;
  const stream =
    options.case === undefined ? options.stream : await resolveStream(log, modules, options.case);
  const office = officeOf(config);
  return {
    ...(stream !== undefined && { stream }),
    ...(type !== undefined && { types: type }),
    ...(category !== undefined && { category }),
    ...(actor !== undefined && { actor }),
    ...(command !== undefined && { command }),
    ...(correlation !== undefined && { correlation }),
    ...(from !== undefined && { from: momentOf('--from', from, office) }),
    ...(to !== undefined && { to: endOf('--to', to, office) }),
  };
}

/** The profile is read only when a day must be turned into an instant. */
const officeOf =
  ({ officeProfile }: AppConfig): (() => Office) =>
  () =>
    loadOffice(officeProfile);

type Show = (events: readonly StoredEvent[]) => Promise<void>;

function jsonWriter({ dataFields = false }: EventsOptions, { out }: Surroundings): Show {
  return async (events) => {
    for (const event of events) await printJsonLine(out, eventDocument(event, dataFields));
  };
}

function tableWriter({ dataFields = false }: EventsOptions, { out }: Surroundings): Show {
  const columns = new Columns(EVENT_HEAD);
  let started = false;
  return async (events) => {
    if (events.length === 0) return;
    const rows = events.map(eventRow);
    columns.makeRoom(rows);
    if (!started) await print(out, columns.header());
    started = true;
    for (const [at, row] of rows.entries()) {
      await print(out, columns.line(row));
      if (dataFields) await print(out, indented(events[at]?.data));
    }
  };
}

const indented = (data: unknown): string =>
  JSON.stringify(withoutPersonal(data), null, 2).replace(/^/gm, '    ');
