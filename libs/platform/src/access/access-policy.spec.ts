import { ROLES } from '#kernel';
import { assertPermitted } from './access.guard.js';
import { isPermitted, type Permission, PERMISSIONS } from './access-policy.js';

const granted = (role: (typeof ROLES)[number]) =>
  PERMISSIONS.filter((permission) => isPermitted({ role }, permission));

describe('the access policy', () => {
  it('grants each role this and nothing else', () => {
    const except = (...others: readonly Permission[]) =>
      PERMISSIONS.filter((permission) => !['admin', 'read-model.manage', ...others].includes(permission));
    expect(Object.fromEntries(ROLES.map((role) => [role, granted(role)]))).toEqual({
      officer: except('case.decide', 'case.direct', 'restricted.read'),
      head: except('case.direct', 'restricted.read'),
      director: except(),
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
    });
  });

  it('shuts what requires nothing', () => {
    const actor = { id: 'director', role: 'director', unit: 'leadership' } as const;
    expect(() => assertPermitted(actor, undefined)).toThrow(
      expect.objectContaining({ code: 'access.denied' }) as Error,
    );
  });

  it('asks for all that is required', () => {
    const actor = { id: 'analyst', role: 'analyst', unit: 'office' } as const;
    expect(() => assertPermitted(actor, ['case.read'])).not.toThrow();
    expect(() => assertPermitted(actor, ['case.read', 'personal.read'])).toThrow(
      expect.objectContaining({ details: { role: 'analyst', permission: ['personal.read'] } }) as Error,
    );
  });
});
