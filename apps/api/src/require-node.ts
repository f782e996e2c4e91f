/** Ends the process with one sentence when it runs on an older Node than the product brings along. */
export function requireNode(major: number): void {
  const running = Number(process.versions.node.split('.')[0]);
  if (running >= major) return;
  process.stderr.write(
    `Cột Mốc needs Node ${major}, this is ${process.versions.node}. ` +
      'Run `npm ci` here, which brings it along, and start through npm: `npm start` or `npm run demo`.\n',
  );
  process.exit(1);
}
