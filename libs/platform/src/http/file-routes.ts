import { applyDecorators, StreamableFile, UseInterceptors } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { FreshnessInterceptor } from './freshness.js';
import { MEDIA_TYPES, type MediaType } from './media-type.js';
import { describeRoute, READ_PROBLEMS, type RouteOptions } from './route-description.js';
import { CommandRoute, type CommandRouteOptions } from './routes.js';
import { TAKES_FILE } from './uploads.js';

/** A {@link CommandRoute} whose body is a form with a file; the handler reads it with `readUpload`. */
export const UploadRoute = (options: CommandRouteOptions): MethodDecorator =>
  applyDecorators(
    CommandRoute({ ...options, problems: ['request.too-many-uploads', ...(options.problems ?? [])] }),
    RouteConfig(TAKES_FILE),
    ApiConsumes('multipart/form-data'),
  );

/** A route that answers with a stored file. */
export const DownloadRoute = (options: RouteOptions): MethodDecorator =>
  applyDecorators(
    UseInterceptors(FreshnessInterceptor),
    describeRoute(options, READ_PROBLEMS),
    ApiProduces(...Object.keys(MEDIA_TYPES)),
    ApiOkResponse({
      description: 'The content, to be saved under the name in Content-Disposition.',
      schema: { type: 'string', format: 'binary' },
    }),
  );

/** A stored file: what it is, and what it is called without an extension. */
export interface StoredFile {
  readonly content: Uint8Array;
  readonly mediaType: MediaType;
  readonly name: string;
}

/** The answer with `file`: saved, never shown or kept on the way; its name in any script (RFC 5987). */
export function fileAnswer(reply: FastifyReply, { content, mediaType, name }: StoredFile): StreamableFile {
  void reply.headers({ 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' });
  const extension = MEDIA_TYPES[mediaType];
  return new StreamableFile(content, {
    type: mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
    disposition: `attachment; filename="document.${extension}"; filename*=UTF-8''${encoded(`${fileName(name)}.${extension}`)}`,
    length: content.byteLength,
  });
}

/** Without what means something to a file system. */
const fileName = (name: string): string => name.replace(/[\p{Cc}\\/:*?"<>|]+/gu, ' ').trim() || 'document';

const encoded = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
