import { type IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { type Actor, DomainError } from '#kernel';
import { actorOf, Office } from '../office/office.js';

/** Who is asking. */
export abstract class Authenticator {
  /** @throws DomainError `access.unknown-actor` */
  abstract authenticate(headers: IncomingHttpHeaders): Actor;
}

/**
 * Everybody is who the header `X-Demo-Actor` says: a staff id, or a role for its first staff member; without it,
 * the member of staff whom the office's profile names.
 */
@Injectable()
export class DemoAuthenticator extends Authenticator {
  constructor(private readonly office: Office) {
    super();
  }

  authenticate(headers: IncomingHttpHeaders): Actor {
    const claim = headers['x-demo-actor'];
    const name = (Array.isArray(claim) ? claim.join() : claim)?.trim() ?? this.office.demoActor;
    const { staff } = this.office;
    const member = this.office.staffMember(name) ?? staff.find(({ role }) => role === name);
    if (member) return actorOf(member);
    const known = [...new Set(staff.flatMap(({ id, role }) => [role, id]))];
    throw new DomainError('access.unknown-actor', 'no such actor in the demo office', { known });
  }
}
