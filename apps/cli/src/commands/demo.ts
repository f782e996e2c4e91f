import { type Command, InvalidArgumentError } from 'commander';
import { type CommonOptions, configOf, withCommonOptions } from '../command.js';
import { type Surroundings } from '../surroundings.js';

interface DemoCommandOptions extends CommonOptions {
  readonly serve: boolean;
  readonly port?: number;
}

const EXAMPLES = ['demo', 'demo --no-serve', 'demo --port 3001 --data ./try'];

/** `cotmoc demo` */
export function addDemo(program: Command, around: Surroundings): void {
  const command = program
    .command('demo')
    .summary('load the office’s year 2022 with invented people, print its figures, serve the API')
    .description(
      'Loads the consular cases of 2022, invented people in real steps, into an empty data folder; prints the ' +
        'year’s figures, counted from the log; then serves the API until Ctrl+C. A folder that has data keeps it.',
    )
    .option('--port <number>', 'where to listen (default: PORT, else 3000)', portNumber)
    .option('--no-serve', 'load and print, and do not serve');
  withCommonOptions(command, EXAMPLES).action((options: DemoCommandOptions) => demo(options, around));
}

async function demo({ serve, port, ...options }: DemoCommandOptions, around: Surroundings): Promise<void> {
  const config = configOf(options, around);
  // The whole server comes with it: the other commands start without.
  const { runDemo } = await import('../demo/index.js');
  await runDemo(
    { ...config, ...(port !== undefined && { port }) },
    { serve, json: options.json === true },
    around,
  );
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('It must be a port, 0 to 65535.');
  return port;
}
