import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { openOffice, type TestOffice } from './support/office.js';

/** The shell block of the README that works a case in five commands. */
function fiveCommands(): string {
  const block = /<!-- run by test\/e2e\/readme\.spec\.ts -->\s+```sh\n(.*?)```/s.exec(
    readFileSync('README.md', 'utf8'),
  );
  return block?.[1] ?? '';
}

describe('the five commands of the README', () => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('open a case, put somebody in charge, verify the identity and show the history', async () => {
    const commands = fiveCommands();
    expect(commands.match(/curl /g)).toHaveLength(5);
    const script = commands.replace('http://localhost:3000', office.api.url);
    const output = await inShell(`set -e\n${script}`);
    const history = JSON.parse(output.slice(output.lastIndexOf('{"id"', output.indexOf('"entries"')))) as {
      entries: { type: string }[];
    };
    expect(history.entries.map(({ type }) => type)).toEqual([
      'ConsularCaseOpened',
      'OfficerAssigned',
      'IdentityVerified',
    ]);
    const { body } = await office.api.get<{ items: object[] }>('/consular-cases?kind=detention');
    expect(body.items).toMatchObject([{ phase: 'verified', country: 'MY' }]);
  });
});

/** The server answers in this process, so the shell must not block it. */
async function inShell(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-c', script]);
  return stdout;
}
