import { type Command, InvalidArgumentError } from 'commander';
import { type AppConfig, readConfig } from '#platform';
import { type Surroundings } from './surroundings.js';

/** What every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly data?: string;
  readonly verbose?: boolean;
}

/** Gives `command` the options that every command has, and examples at the end of its help. */
export function withCommonOptions(command: Command, examples: readonly string[]): Command {
  return command
    .option('--data <folder>', 'the data folder (default: DATA_DIR, else ./data)')
    .option('--json', 'write for programs: one JSON document, or one a line where a list has no end')
    .option('--verbose', 'say where in the program a failure came from')
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  $ cotmoc ${example}`).join('\n')}`);
}

/** The configuration of the environment; a folder given by hand wins over every variable that says where data is. */
export function configOf({ data }: CommonOptions, { env }: Surroundings): AppConfig {
  if (data === undefined) return readConfig(env);
  const elsewhere = { EVENT_STORE_URL: '', READ_STORE_URL: '', KEY_STORE_URL: '', BLOB_STORE_URL: '' };
  return readConfig({ ...env, ...elsewhere, DATA_DIR: data });
}

/** Parses an option that counts something. @throws InvalidArgumentError */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number, 1 or more.');
  return value;
}
