import { hash } from 'node:crypto';
import { type INestApplicationContext } from '@nestjs/common';
import { AttachDocument, ChangeConsularCase, OpenCase } from '#consular-cases';
import { type CommandResult, commandIdOf } from '#event-sourcing';
import { type Instant } from '#kernel';
import {
  actorOf,
  type CommandDto,
  CommandGateway,
  dataOf,
  type Platform,
  type RequestContext,
} from '#platform';
import { correctSubjectDetails, registerSubject } from '#subjects';
import { contentOf } from './papers.js';
import { type ScheduledStep } from './schedule.js';
import { type Step } from './story.js';

type ChangeCommand = ChangeConsularCase['command'];
type DeedOf<K extends Step['deed']['kind']> = Extract<Step['deed'], { kind: K }>;

/** Does what the stories tell, through the same gateway and handlers as HTTP does, at the stories' own time. */
export class Player {
  private readonly gateway: CommandGateway;
  private readonly numbers = new Map<string, string>();

  constructor(
    app: INestApplicationContext,
    private readonly platform: Platform,
    private readonly clock: { moment: Instant },
  ) {
    this.gateway = app.get(CommandGateway, { strict: false });
  }

  /** Done before, it changes nothing. @throws DomainError when a rule refuses the step */
  async play(step: ScheduledStep): Promise<CommandResult> {
    this.clock.moment = step.now;
    const request = this.requestOf(step);
    const { deed } = step;
    switch (deed.kind) {
      case 'register':
        return this.gateway.send(request, 'RegisterSubject', deed.body, registerSubject(deed.body));
      case 'correct':
        return this.gateway.send(
          request,
          'CorrectSubjectDetails',
          deed.body,
          correctSubjectDetails(step.id, deed.body),
        );
      case 'open':
        return this.open(request, step, deed);
      case 'change':
        return this.change(
          request,
          step,
          deed.type,
          deed.body((story) => this.numberOf(story)),
        );
      case 'attach':
        return this.attach(request, step, deed);
    }
  }

  private async open(
    request: RequestContext,
    { story }: ScheduledStep,
    { type, body }: DeedOf<'open'>,
  ): Promise<CommandResult> {
    const result = await this.gateway.send(
      request,
      type,
      body,
      (envelope) => new OpenCase({ type, data: dataOf(body) }, envelope),
    );
    this.numbers.set(story, result.number);
    return result;
  }

  private change(
    request: RequestContext,
    { id }: ScheduledStep,
    type: ChangeCommand['type'],
    body: CommandDto & object,
  ): Promise<CommandResult> {
    const command = { type, data: dataOf(body) } as ChangeCommand;
    return this.gateway.send(
      request,
      type,
      body,
      (envelope) => new ChangeConsularCase(id, command, envelope),
    );
  }

  private attach(
    request: RequestContext,
    { id }: ScheduledStep,
    { paper, beside }: DeedOf<'attach'>,
  ): Promise<CommandResult> {
    const { content, mediaType, pages } = contentOf(paper);
    const { kind, title, copyKind = 'copy' } = paper;
    const description = { kind, title, pages, language: 'vi', copyKind, classification: 'internal' } as const;
    const sha256 = hash('sha256', content);
    const body = { ...description, ...beside, sha256 };
    return this.gateway.send(
      request,
      'AttachDocument',
      body,
      (envelope) => new AttachDocument(id, description, { content, sha256, mediaType }, envelope),
    );
  }

  private requestOf({ by, key, now }: ScheduledStep): RequestContext {
    const { office } = this.platform;
    const member = office.staffMember(by);
    if (!member) throw new Error(`nobody of the office is called ${by}`);
    return {
      actor: actorOf(member),
      permissions: ['case.command'],
      now,
      today: office.today(now),
      correlationId: commandIdOf(by, key),
      language: 'vi',
      idempotencyKey: key,
    };
  }

  private numberOf(story: string): string {
    const number = this.numbers.get(story);
    if (number === undefined) throw new Error(`the story ${story} has not opened its case yet`);
    return number;
  }
}
