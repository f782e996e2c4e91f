import { type Actor, type Role } from '#kernel';

/**
 * What can be permitted. Everything an actor does asks for one of these; what no role is granted, nobody may do.
 * `case.decide` takes a decision that another person proposed, `case.direct` one that is the director's.
 * `restricted.read` reads what is kept and not read by anybody else, and lifts that restriction.
 * `erasure.propose` restricts reading, and asks for somebody's personal data to be erased; that is decided with `case.direct`.
 * `read-model.manage` looks after read models, which shows nothing that stands in them.
 * `personal.read` opens names and other personal values; without it they are answered as `null`.
 */
export const PERMISSIONS = [
  'case.command',
  'case.decide',
  'case.direct',
  'case.read',
  'subject.command',
  'subject.read',
  'erasure.propose',
  'personal.read',
  'restricted.read',
  'history.read',
  'report.read',
  'approval.read',
  'live.read',
  'read-model.manage',
  'admin',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const CASEWORK: readonly Permission[] = [
  'case.command',
  'case.read',
  'subject.command',
  'subject.read',
  'erasure.propose',
  'personal.read',
  'history.read',
  'report.read',
  'approval.read',
  'live.read',
];

/** The whole policy: deny by default. // who may see what, domain rules on personal data */
const GRANTED: Readonly<Record<Role, readonly Permission[]>> = {
  officer: CASEWORK,
  head: [...CASEWORK, 'case.decide'],
  director: [...CASEWORK, 'case.decide', 'case.direct', 'restricted.read'],
  // Registers and titles, not what stands in the vault.
  clerk: ['case.read', 'live.read'],
  report_reader: ['report.read'],
  inspector: ['case.read', 'history.read', 'report.read'],
  analyst: ['case.read', 'history.read', 'report.read', 'live.read', 'read-model.manage'],
  data_protection_officer: [
    'subject.read',
    'erasure.propose',
    'personal.read',
    'restricted.read',
    'history.read',
    'approval.read',
  ],
  administrator: ['read-model.manage', 'admin'],
};

/** Whether the role of `actor` is granted `permission`. */
export function isPermitted(actor: Pick<Actor, 'role'>, permission: Permission): boolean {
  return GRANTED[actor.role].includes(permission);
}
