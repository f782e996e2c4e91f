import { type Command } from 'commander';
import { type EventStore } from '#event-sourcing';
import { withCommonOptions, type CommonOptions, configOf } from '../command.js';
import { Findings } from '../failures.js';
import { examineStream, type Verdict } from '../log/examine.js';
import { resolveStream, unknownStream } from '../log/find-stream.js';
import { withLog } from '../log/open-log.js';
import { isBroken, speedOf, streamsOf, summaryOf, verifyLog } from '../log/verify-log.js';
import { print, printJson } from '../output/print.js';
import { table } from '../output/table.js';
import { grouped } from '../output/values.js';
import { type Surroundings } from '../surroundings.js';

interface VerifyOptions extends CommonOptions {
  readonly stream?: string;
}

const EXAMPLES = ['verify', 'verify --stream BHCD-2022-0001', 'verify --data ./backup --json'];
const SHOWN = 50;

/** `cotmoc verify` */
export function addVerify(program: Command, around: Surroundings): void {
  const own = program
    .command('verify')
    .summary('prove that nothing in the log was changed')
    .description(
      'Recomputes the hash chain of every stream: each event’s hash covers all that is stored of it and the hash ' +
        'of the event before it. Checks that revisions have no gaps and that this program can read each event. ' +
        'Says whose personal data was erased. Needs no key. Exit code 1 when something is wrong. A chain cannot show that its newest events were cut off.',
    )
    .option('--stream <name>', 'only this stream; a case number or an id will do');
  withCommonOptions(own, EXAMPLES).action((options: VerifyOptions) => verify(options, around));
}

async function verify(options: VerifyOptions, around: Surroundings): Promise<void> {
  const verdict = await withLog(configOf(options, around), (log) => examine(log, options, around));
  await (options.json === true ? printJson(around.out, documentOf(verdict)) : tell(verdict, around));
  if (isBroken(verdict)) throw new Findings();
}

async function examine(log: EventStore, { stream }: VerifyOptions, around: Surroundings): Promise<Verdict> {
  if (stream !== undefined) {
    const { modules } = around;
    const verdict = await examineStream(log, await resolveStream(log, modules, stream), streamsOf(modules));
    if (verdict.check.events === 0 && !verdict.damage) throw unknownStream(stream);
    return verdict;
  }
  return verifyLog(log, around);
}

function documentOf(verdict: Verdict): object {
  const { check, damage, seconds } = verdict;
  return {
    whole: !isBroken(verdict),
    events: check.events,
    streams: check.streams,
    faultCount: check.faultCount,
    faults: check.faults,
    erased: check.erased,
    ...(damage && { unreadable: damage }),
    seconds: Number(seconds.toFixed(3)),
    eventsPerSecond: speedOf(verdict),
  };
}

async function tell(verdict: Verdict, { out }: Surroundings): Promise<void> {
  const { check, damage } = verdict;
  if (check.faults.length > 0) {
    const rows = check.faults.slice(0, SHOWN).map((fault) => [fault.stream, `${fault.revision}`, fault.why]);
    await print(out, table(['stream', 'revision', 'what is wrong'], rows, [null, null, 60]));
  }
  if (check.faultCount > SHOWN)
    await print(out, `… and ${grouped(check.faultCount - SHOWN)} more (--json lists the first 1,000).`);
  if (check.erased.length > 0) {
    const rows = check.erased.slice(-SHOWN).map(({ stream, revision, on }) => [stream, `${revision}`, on]);
    await print(out, table(['erased', 'revision', 'on'], rows, [null, null, null]));
  }
  if (damage) await print(out, `The log cannot be read any further after ${damage.after}: ${damage.why}`);
  await print(out, summaryOf(verdict));
}
