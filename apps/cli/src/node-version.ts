const NEEDED = 26;

/** Why this version of Node cannot run the program, and what to do; `null` when it can. */
export function nodeProblem(version: string): string | null {
  const major = Number(version.split('.')[0]);
  if (major >= NEEDED) return null;
  return (
    `Cột Mốc needs Node ${NEEDED}, this is ${version}: run \`npm ci\`, which brings it along, ` +
    'then start through npm, for example `npm run cotmoc -- --help` or `npm run demo`.'
  );
}
