import { CommandProcessor, Sealer } from '#event-sourcing';
import { type Clock, systemClock } from '#kernel';
import { type AppConfig } from '../config/config.js';
import { loadOffice } from '../office/load-office.js';
import { type Office } from '../office/office.js';
import { type OpenOptions, openStores, type Stores } from './open-stores.js';

/** Everything a process has before it has any module: its configuration, its office and its opened stores. */
export interface Platform {
  readonly config: AppConfig;
  readonly office: Office;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly sealer: Sealer;
  readonly processor: CommandProcessor;
  close(): Promise<void>;
}

/** Checks the office profile, then opens the stores. @throws ConfigError, OfficeProfileError, or what a store throws */
export async function openPlatform(
  config: AppConfig,
  options: OpenOptions & { readonly clock?: Clock } = {},
): Promise<Platform> {
  const office = loadOffice(config.officeProfile);
  return platformOf(config, office, await openStores(config, options), options.clock);
}

/** A platform over stores that are already open, in memory for example. */
export function platformOf(
  config: AppConfig,
  office: Office,
  stores: Stores,
  clock: Clock = systemClock,
): Platform {
  const sealer = new Sealer(stores.keys);
  return {
    config,
    office,
    stores,
    clock,
    sealer,
    processor: new CommandProcessor(stores.events, sealer),
    close: () => stores.close(),
  };
}
