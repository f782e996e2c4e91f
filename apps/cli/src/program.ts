import { Command } from 'commander';
import { addBackup } from './commands/backup.js';
import { addDemo } from './commands/demo.js';
import { addDoctor } from './commands/doctor.js';
import { addEvents } from './commands/events.js';
import { addMigrate } from './commands/migrate.js';
import { addParked } from './commands/parked.js';
import { addRebuild } from './commands/rebuild.js';
import { addReplay } from './commands/replay.js';
import { addRestore } from './commands/restore.js';
import { addRestoreDrill } from './commands/restore-drill.js';
import { addVerify } from './commands/verify.js';
import { type Surroundings } from './surroundings.js';

const COMMANDS = [
  addDemo,
  addEvents,
  addVerify,
  addReplay,
  addRebuild,
  addParked,
  addDoctor,
  addBackup,
  addRestore,
  addRestoreDrill,
  addMigrate,
];

/**
 * The `cotmoc` program over its surroundings; `parseAsync` rejects where a terminal program would exit. `quiet` leaves
 * it to the caller to say how it was called wrongly.
 */
export function createProgram(around: Surroundings, quiet = false): Command {
  const program = new Command('cotmoc')
    .description(
      'Cột Mốc: loads a demo year, looks into the log of an office’s cases, proves it, replays it, keeps its read ' +
        'models in order, backs the office up and moves it.',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => around.out.write(text),
      writeErr: (text) => (quiet ? true : around.err.write(text)),
    })
    .showHelpAfterError('Run it with --help to see what it takes.')
    .addHelpText('after', ENDING);
  for (const add of COMMANDS) add(program, around);
  return program;
}

const ENDING = `
In a checkout it is started through npm: npm run cotmoc -- events --case BHCD-2022-0001
Reading commands work beside a running server. Exit codes: 0 done, 1 something is wrong, 2 called wrongly.
With --json a failure is {"error":{"code","message"}} on the error output.
The data folder is --data, else the variable DATA_DIR, else ./data.`;
