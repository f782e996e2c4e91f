import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Command as NestCommand, CommandBus } from '@nestjs/cqrs';
import canonicalize from 'canonicalize';
import { commandIdOf, type CommandRequest, type KeyStore } from '#event-sourcing';
import { type CommandContext, personal } from '#kernel';
import { isPermitted, type Permission } from '../access/access-policy.js';
import { type CommandDto } from '../dto/command-dto.js';
import { Office } from '../office/office.js';
import { ValidationFailed } from '../problems/validation-failed.js';
import { KEY_STORE } from '../stores/tokens.js';
import { type RequestContext } from './request-context.js';

/** A command's context before its handler has fetched the facts it needs. */
export type BaseContext = Omit<CommandContext, 'facts'>;

/** What travels with a command to its handler, which adds the facts and hands it to the `CommandProcessor`. */
export interface CommandEnvelope {
  readonly context: BaseContext;
  readonly request: CommandRequest;
}

/** The one way a command comes in, over HTTP and from programs alike. */
@Injectable()
export class CommandGateway {
  constructor(
    private readonly bus: CommandBus,
    private readonly office: Office,
    @Inject(KEY_STORE) private readonly keys: KeyStore,
  ) {}

  /**
   * Sends the command that `build` makes to its handler. `type` and `body` are what makes it the same command when
   * its idempotency key comes again.
   */
  async send<R>(
    request: RequestContext,
    type: string,
    body: CommandDto,
    build: (envelope: CommandEnvelope) => NestCommand<R>,
  ): Promise<R> {
    return this.bus.execute(build(await this.envelope(request, type, body)));
  }

  /** The envelope alone, for whoever has another way to the handler. @throws ValidationFailed for `onBehalfOf` */
  async envelope(request: RequestContext, type: string, body: CommandDto): Promise<CommandEnvelope> {
    this.assertMayAct(body.onBehalfOf, request.permissions);
    const { actor, now, today, correlationId, idempotencyKey, expectedRevision } = request;
    const commandId = idempotencyKey === undefined ? randomUUID() : commandIdOf(actor.id, idempotencyKey);
    return {
      context: {
        actor,
        now,
        today,
        occurredOn: body.occurredOn ?? today,
        ...(body.source && { source: { ...body.source, issuer: personal(body.source.issuer, []) } }),
        ...(body.onBehalfOf !== undefined && { onBehalfOf: body.onBehalfOf }),
      },
      request: {
        commandId,
        correlationId,
        causationId: commandId,
        fingerprint: await this.fingerprint(type, body),
        ...(expectedRevision !== undefined && { expectedRevision }),
      },
    };
  }

  /**
   * What stands beside an event is not sealed, so nothing but an id of the office may stand there; and nobody stands in
   * for somebody who may not do this themselves.
   */
  private assertMayAct(id: string | undefined, permissions: readonly Permission[]): void {
    if (id === undefined) return;
    const member = this.office.staffMember(id);
    if (member && permissions.every((permission) => isPermitted(member, permission))) return;
    const message = {
      vi: 'phải là mã cán bộ của cơ quan, người được phép làm việc này',
      en: 'must be the id of a member of staff who may do this',
    };
    throw new ValidationFailed([{ field: 'onBehalfOf', code: 'staff', message }]);
  }

  private async fingerprint(type: string, body: CommandDto): Promise<string> {
    return this.keys.digest('command', canonicalize({ type, body }) ?? '');
  }
}
