import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Service {
  readonly extends?: { readonly file: string; readonly service: string };
  readonly image?: string;
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly healthcheck?: object;
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, unknown>>;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
}

// Of an override, only what stands in it matters here.
const customTags = ['map', 'seq'].map((collection) => ({
  tag: '!override',
  collection: collection as 'map' | 'seq',
}));
const read = (file: string): Compose =>
  parse(readFileSync(`docker/${file}`, 'utf8'), { merge: true, customTags }) as Compose;

const FILES = ['compose.yml', 'compose.cluster.yml'];
const STORES = /^(eventstore|mongodb)\d?$/;

/** The services as they are with what they extend. */
function servicesOf(file: string): [name: string, service: Service][] {
  return Object.entries(read(file).services).map(([name, service]) => [
    name,
    { ...(service.extends && read(service.extends.file).services[service.extends.service]), ...service },
  ]);
}

describe.each(FILES)('docker/%s', (file) => {
  const services = servicesOf(file);

  it('pins every image that it does not build', () => {
    const images = services.map(([, { image }]) => /^\$\{\w+:-(.*)\}$/.exec(image ?? '')?.[1]);
    for (const image of images) expect(image).toMatch(/^cotmoc$|:\d+\.\d+\.\d+$/);
  });

  it('gives the stores no port outside and no way out', () => {
    const stores = services.filter(([name]) => STORES.test(name));
    expect(stores.length).toBeGreaterThanOrEqual(2);
    for (const [, { ports, networks }] of stores) expect([ports, networks]).toEqual([undefined, ['stores']]);
    expect(read(file).networks['stores']).toEqual({ internal: true });
    const open = services.filter(([, { ports }]) => ports !== undefined);
    expect(open.map(([name]) => name)).toEqual(['api']);
    expect(open[0]?.[1].ports?.[0]).toContain('${API_HOST:-127.0.0.1}');
  });

  it('lets no process win rights', () => {
    for (const [, service] of services)
      expect(service).toMatchObject({ cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
  });

  it('waits for what a process needs, and knows the health of each store', () => {
    const stores = services.filter(([name]) => STORES.test(name));
    for (const [, { healthcheck }] of stores) expect(healthcheck).toBeDefined();
    const names = services.map(([name]) => name);
    for (const [, { depends_on = {} }] of services)
      expect(names).toEqual(expect.arrayContaining(Object.keys(depends_on)));
  });

  it('holds no secret', () => {
    const named = /(password|key)$/i;
    for (const [, { environment = {} }] of services)
      for (const [name, value] of Object.entries(environment))
        if (named.test(name)) expect(value).toMatch(/^\$\{\w+(:\?[^}]+)?\}$/);
    expect(readFileSync(`docker/${file}`, 'utf8')).not.toMatch(/:\/\/\w+:[^$@\s]+@/);
  });
});

describe('the image', () => {
  const dockerfile = readFileSync('docker/Dockerfile', 'utf8');
  const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };

  it('runs on the Node that npm brings along', () => {
    const [, version] = /node:(\d+\.\d+\.\d+)-/.exec(dockerfile) ?? [];
    expect(new Set(Object.values(optionalDependencies))).toEqual(new Set([version]));
  });

  it('runs without root and knows its health', () => {
    expect(dockerfile).toMatch(/^USER 1000:1000$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
  });

  it('starts programs that there are', () => {
    const started = [dockerfile, readFileSync('docker/compose.yml', 'utf8')].flatMap((text) => [
      ...text.matchAll(/dist\/(apps\/\w+\/src\/main)\.js/g),
    ]);
    expect(started.length).toBeGreaterThanOrEqual(2);
    for (const [, path] of started) expect(existsSync(`${path}.ts`)).toBe(true);
  });
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) process.stdout.write('not run: no openssl to make certificates with\n');

(hasOpenssl ? describe : describe.skip)('what the members of a cluster know each other by', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cotmoc-secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const make = (): void =>
    void execFileSync('docker/scripts/cluster-secrets.sh', [folder, 'node-a node-b'], { stdio: 'pipe' });
  const certificate = (path: string) => new X509Certificate(readFileSync(join(folder, path)));

  it('are certificates of one authority, each for its own name', () => {
    make();
    const authority = certificate('trust/ca.crt');
    for (const node of ['node-a', 'node-b']) {
      const own = certificate(`certificates/${node}.crt`);
      expect(own.checkIssued(authority) && own.verify(authority.publicKey)).toBe(true);
      expect([own.checkHost(node), own.checkHost('node-c')]).toEqual([node, undefined]);
      expect(own.subject).toContain('CN=eventstoredb-node');
    }
  }, 60_000);

  it('are made once: started again, nothing changes', () => {
    make();
    const all = () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'utf8')]);
    const before = all();
    make();
    expect(all()).toEqual(before);
    expect(before.map(([name]) => name).sort()).toEqual(
      ['ca.crt', 'ca.key', 'key', 'node-a.crt', 'node-a.key', 'node-b.crt', 'node-b.key'].sort(),
    );
    for (const key of ['authority/ca.key', 'certificates/node-a.key', 'mongodb/key'])
      expect(statSync(join(folder, key)).mode & 0o077).toBe(0);
  }, 60_000);
});
