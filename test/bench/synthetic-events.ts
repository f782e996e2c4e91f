import { type EventMetadata, type NewEvent } from '#event-sourcing';
import { type Sealed } from '#kernel';
import { type Random } from './stats.js';

/** An event before it is chained onto its stream. */
export type Draft = Omit<NewEvent, 'metadata'> & { readonly metadata: Omit<EventMetadata, 'integrity'> };

export const KINDS = [
  'death_abroad',
  'arrest',
  'accident',
  'trafficking',
  'lost_papers',
  'not_stated',
] as const;
export const COUNTRIES = ['CN', 'KH', 'LA', 'KR', 'JP', 'TW', 'MY', 'RU'] as const;
export const OFFICERS = ['officer-1', 'officer-2', 'officer-3', 'officer-4', 'officer-5'] as const;
export const UNITS = ['consular', 'border', 'administration'] as const;
const CHANNELS = ['in_person', 'post', 'phone_line', 'consular_department_letter'] as const;
const MISSIONS = ['embassy-pnh', 'embassy-bjs', 'consulate-nanning', 'embassy-vte'] as const;

/** Text of `bytes` as it stands in the log: random bytes of the right lengths, which nobody opens here. */
export function sealedText(random: Random, bytes: number): Sealed<string> {
  const overhead = 12 + 16;
  return {
    $sealed: {
      key: random.uuid(),
      wrapped: random.base64(32 + overhead),
      data: random.base64(bytes + 16 + overhead),
      commitment: random.base64(32),
    },
  };
}

/** The day that lies `days` behind the first one of the log. */
export function dayOf(days: number): string {
  return new Date(Date.UTC(2016, 0, 4) + Math.floor(days) * 86_400_000).toISOString().slice(0, 10);
}

export function draft(random: Random, type: string, data: unknown, day = random.below(3650)): Draft {
  const commandId = random.uuid();
  return {
    id: random.uuid(),
    type,
    data,
    metadata: {
      schemaVersion: 1,
      occurredOn: dayOf(day),
      recordedAt: `${dayOf(day + 1)}T0${random.below(10)}:15:00.000Z`,
      actor: { id: random.pick(OFFICERS), role: 'officer', unit: random.pick(UNITS) },
      commandId,
      $correlationId: commandId,
      $causationId: commandId,
      fingerprint: random.base64(32),
    },
  };
}

export const noteAdded = (random: Random, day?: number): Draft =>
  draft(random, 'NoteAdded', { text: sealedText(random, 80 + random.below(160)) }, day);

const opened = (random: Random, index: number, day: number): Draft =>
  draft(
    random,
    'ConsularCaseOpened',
    {
      number: `BHCD-${dayOf(day).slice(0, 4)}-${String(index % 100_000).padStart(5, '0')}`,
      kind: random.pick(KINDS),
      country: random.chance(0.9) ? random.pick(COUNTRIES) : null,
      channel: random.pick(CHANNELS),
      urgency: random.chance(0.2) ? 'urgent' : 'normal',
      receivedOn: dayOf(day),
      unit: random.pick(UNITS),
      subjects: Array.from({ length: 1 + random.below(3) }, () => `subject-${random.uuid()}`),
      summary: sealedText(random, 200 + random.below(300)),
      place: sealedText(random, 40),
    },
    day,
  );

/** The whole history of one case, 5 to 14 events. */
export function caseHistory(random: Random, index: number, day: number): Draft[] {
  const at = (days: number): number => day + days;
  const history = [
    opened(random, index, day),
    draft(random, 'OfficerAssigned', { officer: random.pick(OFFICERS), unit: random.pick(UNITS) }, at(0)),
    draft(random, 'IdentityVerified', { method: 'papers', finding: { homeProvince: '04' } }, at(1)),
    draft(random, 'CaseForwarded', { to: random.pick(MISSIONS), letter: sealedText(random, 60) }, at(3)),
  ];
  for (let reports = random.below(3); reports > 0; reports -= 1)
    history.push(
      draft(
        random,
        'MissionReported',
        { mission: random.pick(MISSIONS), report: sealedText(random, 400) },
        at(9),
      ),
    );
  for (let notes = random.below(6); notes > 0; notes -= 1) history.push(noteAdded(random, at(10)));
  if (!random.chance(0.8)) return history;
  history.push(
    draft(random, 'OutcomeRecorded', { outcome: 'helped', text: sealedText(random, 200) }, at(20)),
  );
  history.push(
    draft(random, 'FamilyNotified', { channel: 'phone_line', text: sealedText(random, 80) }, at(21)),
  );
  history.push(draft(random, 'CaseClosed', { closedOn: dayOf(at(22)) }, at(22)));
  return history;
}
