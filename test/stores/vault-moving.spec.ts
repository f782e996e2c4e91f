import { randomBytes } from 'node:crypto';
import { openedVault as openedOnMongo } from '#read-store-mongodb/testing';
import { onServer, type OpenedVault, vaultMovingContract } from '#store-contracts/testing';
import { openedVault as openedInFolder } from '#vault-embedded/testing';

type Open = (masterKey: Uint8Array) => Promise<OpenedVault & { cleanup(): Promise<void> }>;

/** Runs the contract from one kind of vault to another. */
function withVaults(name: string, openFrom: Open, openTo: Open): void {
  vaultMovingContract(name, async () => {
    const masterKey = randomBytes(32);
    const opened = [
      await openFrom(masterKey),
      await openTo(masterKey),
      await openFrom(randomBytes(32)),
    ] as const;
    const [from, to, foreign] = opened;
    return {
      from,
      to,
      foreign,
      cleanup: async () => {
        for (const vault of opened) await vault.cleanup();
      },
    };
  });
}

withVaults('files to files', openedInFolder, openedInFolder);

onServer('mongodb', (url) => {
  const onServerOf: Open = (masterKey) => openedOnMongo(url, masterKey);
  withVaults('files to MongoDB', openedInFolder, onServerOf);
  withVaults('MongoDB to files', onServerOf, openedInFolder);
  withVaults('MongoDB to MongoDB', onServerOf, onServerOf);
});
