import { readServerInfo, type ServerInfo } from '#event-store-sqlite';
import { type Actor } from '#kernel';
import {
  actorOf,
  type AppConfig,
  isPermitted,
  isServerMode,
  loadOffice,
  type ModuleDescriptor,
  type Office,
  openReadStore,
  ProjectionRegistry,
  PROJECTIONS_LEASE,
  projectionsOf,
  ReadModels,
  usesFolder,
} from '#platform';
import { Refusal } from '../failures.js';
import { noKeys } from '../log/descriptors.js';
import { type ReadModelDesk, ServerDesk, StoreDesk } from './read-model-desk.js';

/** What `work` gives at the desk of the process that keeps the read models; `null` when none does. @throws Refusal */
export async function whereKept<T>(
  config: AppConfig,
  modules: readonly ModuleDescriptor[],
  work: (desk: ReadModelDesk) => Promise<T>,
): Promise<T | null> {
  const office = loadOffice(config.officeProfile);
  if (isServerMode(config)) return atStore(config, office, modules, work);
  const server = usesFolder(config) ? readServerInfo(config.dataDir) : null;
  if (!server) return null;
  return work(new ServerDesk(urlOf(server), keeper(office)));
}

async function atStore<T>(
  config: AppConfig,
  office: Office,
  modules: readonly ModuleDescriptor[],
  work: (desk: ReadModelDesk) => Promise<T>,
): Promise<T | null> {
  const reads = await openReadStore(config.readStore, {});
  try {
    if ((await reads.leases.holder(PROJECTIONS_LEASE.name)) === null) return null;
    const registry = new ProjectionRegistry(reads);
    for (const projection of projectionsOf(modules, office, noKeys)) registry.add(projection);
    return await work(new StoreDesk(new ReadModels(registry, reads), keeper(office)));
  } finally {
    await reads.close();
  }
}

function urlOf({ pid, url }: ServerInfo): string {
  if (url !== undefined) return url;
  throw new Refusal(`Another process (${pid}) is working in this data folder; stop it first.`);
}

/** In whose name read models are looked after from a terminal: the administrator's. */
function keeper({ staff }: Office): Actor {
  const permitted = staff.filter((member) => isPermitted(member, 'read-model.manage'));
  const member = permitted.find(({ role }) => role === 'administrator') ?? permitted[0];
  if (member) return actorOf(member);
  throw new Refusal('Nobody of this office looks after its read models: see the staff in its profile.');
}
