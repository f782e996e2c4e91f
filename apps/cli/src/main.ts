#!/usr/bin/env node
import { nodeProblem } from './node-version.js';

// An older Node cannot even load the program, so nothing of it is imported before this is said.
const problem = nodeProblem(process.versions.node);
if (problem === null) {
  const { start } = await import('./start.js');
  await start();
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
