import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { openOffice, type TestOffice } from './support/office.js';

/** The shell block of the README that works a case in five commands. */
function fiveCommands(): string {
  const block = /<!-- run by test\/e2e\/readme\.spec\.ts -->\s+```sh\n(.*?)```/s.exec(
    readFileSync('README.md', 'utf8'),
  );
  return block?.[1] ?? '';
}

describe('the README', () => {
  const text = readFileSync('README.md', 'utf8');

  it('says of every library what it is for', () => {
    const table = text.slice(text.indexOf('## Libraries'));
    const named = [...table.matchAll(/`([^`]+)`/g)].flatMap(([, name = '']) => name);
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object };
    const isNamed = (library: string) =>
      named.includes(library) || named.includes(library.replace(/\/.*/, '/*'));
    expect(Object.keys(dependencies).filter((library) => !isNamed(library))).toEqual([]);
  });

  it('says where everything is, and points at nothing that is not there', () => {
    const places = text.slice(text.indexOf('Where things are:')).split('\n')[0] ?? '';
    const named = [...places.matchAll(/`([^`]+)`/g)].map(
      ([, path = '']) => new RegExp(`^${path.replace('*', '.*')}$`),
    );
    const folders = ['libs', 'apps'].flatMap((parent) =>
      readdirSync(parent).map((name) => `${parent}/${name}`),
    );
    const whole = [...folders, 'config', 'docker', 'docs', 'test'];
    expect(whole.filter((folder) => !named.some((path) => path.test(folder)))).toEqual([]);
    const links = [...text.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe('the five commands of the README', () => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('open a case, put somebody in charge, verify the identity and show the history, also when run again', async () => {
    const commands = fiveCommands();
    expect(commands.match(/curl /g)).toHaveLength(5);
    const script = commands.replace('http://localhost:3000', office.api.url);
    await inShell(`set -e\n${script}`);
    const output = await inShell(`set -e\n${script}`);
    const history = JSON.parse(output.slice(output.lastIndexOf('{"id"', output.indexOf('"entries"')))) as {
      entries: { type: string }[];
    };
    expect(history.entries.map(({ type }) => type)).toEqual([
      'ConsularCaseOpened',
      'OfficerAssigned',
      'IdentityVerified',
    ]);
    const since = await office.head();
    const { body } = await office.api.get<{ items: object[] }>('/consular-cases?kind=detention', { since });
    expect(body.items).toMatchObject([{ phase: 'verified', country: 'MY' }]);
  });
});

/** The server answers in this process, so the shell must not block it. */
async function inShell(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-c', script]);
  return stdout;
}
