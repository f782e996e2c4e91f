import { type AppConfig, loadOffice } from '#platform';
import { Refusal } from '../failures.js';
import { type Manifest } from './manifest.js';

/** A backup and the configured profile are of the same office. @throws Refusal */
export function assertSameOffice({ office }: Manifest, { officeProfile }: AppConfig): void {
  const { id } = loadOffice(officeProfile);
  if (id === office) return;
  throw new Refusal(
    `The backup is of the office “${office}”, and ${officeProfile} is the profile of “${id}”: name the right one with OFFICE_PROFILE.`,
    'backup.other-office',
  );
}
