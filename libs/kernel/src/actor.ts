/** Roles of the office. What each may do is the access policy's affair, not the domain's. */
export const ROLES = [
  'officer',
  'head',
  'director',
  'clerk',
  'report_reader',
  'inspector',
  'analyst',
  'data_protection_officer',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** Who acts: an id and a position in the office, never a private person's data. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
  readonly unit: string;
}
