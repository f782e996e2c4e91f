/** Every program imports this file first, by itself: an older Node cannot load the rest. */
const NEEDED = 26;

/** Why this version of Node cannot run the programs, and what to do; `null` when it can. */
export function nodeProblem(version: string): string | null {
  const major = Number(version.split('.')[0]);
  if (major >= NEEDED) return null;
  return (
    `Cột Mốc needs Node ${NEEDED}, this is ${version}: run \`npm ci\`, which brings it along, ` +
    'then start through npm, for example `npm run demo`, `npm start` or `npm run cotmoc -- --help`.'
  );
}

/** Ends the process with one sentence when it runs on an older Node than the product brings along. */
export function requireNode(): void {
  const problem = nodeProblem(process.versions.node);
  if (problem === null) return;
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
