import { type Command, Option } from 'commander';
import { type Language, LANGUAGES, loadOffice } from '#platform';
import { withCommonOptions, type CommonOptions, configOf, positiveInteger } from '../command.js';
import { Refusal } from '../failures.js';
import { descriptorOf } from '../log/descriptors.js';
import { resolveStream, unknownStream } from '../log/find-stream.js';
import { withLog } from '../log/open-log.js';
import { print, printJson } from '../output/print.js';
import { type Replay, replayOf, stepDocument } from '../replay/steps.js';
import { stepText } from '../replay/step-text.js';
import { stepThrough } from '../replay/stepper.js';
import { type Surroundings } from '../surroundings.js';

interface ReplayOptions extends CommonOptions {
  readonly step?: number;
  readonly language: Language;
}

const EXAMPLES = [
  'replay BHCD-2022-0001',
  'replay BHCD-2022-0001 --step 3 --language vi',
  'replay consularCase-5d0cf0a3-3f1e-5f7e-8a63-0a4b7a1f0c11 --json',
];

/** `cotmoc replay` */
export function addReplay(program: Command, around: Surroundings): void {
  const own = program
    .command('replay')
    .summary('one case step by step: event, state, what changed')
    .description(
      'Folds one case again, event by event, and shows after each how the case stood and what had changed. ' +
        'In a terminal it goes by keys (space or → next, ← back, q quit), otherwise it prints every step. ' +
        'Texts about people are not opened.',
    )
    .argument('<case>', 'a case number (BHCD-2022-0001), an id, or a stream’s name')
    .option('--step <number>', 'go only up to this step; 1 is the first event', positiveInteger)
    .addOption(
      new Option('--language <language>', 'language of the fields’ names').choices(LANGUAGES).default('en'),
    );
  withCommonOptions(own, EXAMPLES).action((name: string, options: ReplayOptions) =>
    replay(name, options, around),
  );
}

async function replay(name: string, options: ReplayOptions, around: Surroundings): Promise<void> {
  const whole = await loadReplay(name, options, around);
  const { step = whole.steps.length } = options;
  if (step > whole.steps.length)
    throw new Refusal(
      `${whole.stream} has ${whole.steps.length} steps, so there is no step ${step} to go up to.`,
    );
  const shown = { ...whole, steps: whole.steps.slice(0, step) };
  if (options.json === true)
    return printJson(around.out, { stream: whole.stream, steps: shown.steps.map(stepDocument) });
  const pages = shown.steps.map((one) => stepText(whole, one, options.language));
  const { out, input, signal } = around;
  if (out.isTTY !== true || input.isTTY !== true) return print(out, pages.join('\n\n'));
  return stepThrough(pages, { input, signal, write: (text) => print(out, text) });
}

function loadReplay(name: string, options: ReplayOptions, around: Surroundings): Promise<Replay> {
  const config = configOf(options, around);
  return withLog(config, async (log) => {
    const stream = await resolveStream(log, around.modules, name);
    const stored = await log.readStream(stream);
    if (stored.length === 0) {
      if (stream === name) throw unknownStream(name);
      throw new Refusal(`${name} was given its number, but ${stream} never came.`);
    }
    const type = descriptorOf(around.modules, stream);
    if (!type) throw new Refusal(`No module of this program knows what ${stream} is.`);
    return replayOf(stream, stored, type, loadOffice(config.officeProfile));
  });
}
