import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiProperty } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { type CommandResult, idOf } from '#event-sourcing';

export const CREATES_KEY = 'cotmoc:creates';

/** Marks a route whose success is 201 with a `Location`. */
export const CREATES = (creates: boolean) => SetMetadata(CREATES_KEY, creates);

/** What a command answers: enough to read the own write, and to send the next command. */
export class CommandResultDto {
  @ApiProperty({ format: 'uuid', example: '3f2b1c9a-7d4e-5f60-8a1b-2c3d4e5f6a7b' })
  readonly id!: string;

  @ApiProperty({ example: 3, description: 'Revision after the command; goes into If-Match.' })
  readonly revision!: number;

  @ApiProperty({
    example: '00000000000000000042',
    description: 'Goes into Cotmoc-Min-Position of the next read.',
  })
  readonly position!: string;

  @ApiProperty({
    example: false,
    description: 'The command had been carried out before; this is the first result.',
  })
  readonly repeated!: boolean;
}

/** Turns a handler's `CommandResult`, and whatever it says beside it, into the answer's body and headers. */
@Injectable()
export class CommandResultInterceptor implements NestInterceptor<CommandResult, CommandResultDto> {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler<CommandResult>): Observable<CommandResultDto> {
    const creates = this.reflector.get<boolean>(CREATES_KEY, context.getHandler());
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(
      map(({ stream, ...result }) => {
        const id = idOf(stream);
        if (result.revision >= 0) void reply.header('ETag', `"${result.revision}"`);
        if (result.position !== '') void reply.header('Cotmoc-Position', result.position);
        if (creates) void reply.header('Location', `${pathOf(http.getRequest<FastifyRequest>())}/${id}`);
        return { id, ...result };
      }),
    );
  }
}

const pathOf = ({ url }: FastifyRequest): string => url.replace(/[?#].*$/s, '').replace(/\/+$/, '');
