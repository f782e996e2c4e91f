import multipart, { type Multipart, type MultipartFile } from '@fastify/multipart';
import {
  BadRequestException,
  PayloadTooLargeException,
  type Type,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyRequest } from 'fastify';
import { UNKNOWN_FIELD } from '#event-sourcing';
import { DomainError } from '#kernel';
import { fault, type FieldFault } from '../dto/field-rule.js';
import { ValidationFailed } from '../problems/validation-failed.js';
import { formPipe } from './validation-pipe.js';

/** Largest attached file. */
export const UPLOAD_LIMIT = 20 * 1_048_576;

/** Bytes of files that are under way at a time: each is held in memory until it is sealed and stored. */
const ROOM = 8 * UPLOAD_LIMIT;

/** The form field that holds the file. */
const FILE = 'file';

/** What every command may carry that is an object: in a form it comes as JSON text. */
const SOURCE = 'source';

/** Mark of a route that takes a file, in its Fastify configuration. */
export const TAKES_FILE = { takesFile: true };

const MULTIPART = /^\s*multipart\/form-data\b/i;

/** A form with one file, its other fields judged by their DTO. */
export interface Upload<D> {
  readonly body: D;
  readonly content: Buffer;
}

/** Lets forms in, where a route takes a file and nowhere else. A JSON body keeps its own limit. */
export async function acceptUploads(app: NestFastifyApplication): Promise<void> {
  let room = ROOM;
  const limits = { fileSize: UPLOAD_LIMIT, files: 1, fields: 50, fieldSize: 65_536, parts: 51 };
  await app.register(multipart, { limits });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      if (!MULTIPART.test(request.headers['content-type'] ?? '')) return done();
      if (!takesFile(request)) return done(new UnsupportedMediaTypeException());
      const needed = bytesOf(request);
      if (needed > room) return done(new DomainError('request.too-many-uploads', 'no room for another file'));
      room -= needed;
      reply.raw.once('close', () => (room += needed));
      done();
    });
}

/** What a form takes up at most; one that does not say its length can be as large as any. */
const bytesOf = ({ headers }: FastifyRequest): number =>
  Math.min(Number(headers['content-length'] ?? UPLOAD_LIMIT), UPLOAD_LIMIT);

const takesFile = ({ routeOptions }: FastifyRequest): boolean =>
  (routeOptions.config as Partial<typeof TAKES_FILE>).takesFile === true;

/**
 * The form of `request`: one file in `file`, everything else as `dto` wants it, `source` as JSON.
 * @throws ValidationFailed for a field; 400, 413, 415 for the form itself
 */
export async function readUpload<D extends object>(
  request: FastifyRequest,
  dto: Type<D>,
): Promise<Upload<D>> {
  if (!request.isMultipart()) throw new UnsupportedMediaTypeException();
  const fields: Record<string, unknown> = {};
  let content: Buffer | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') content = await contentOf(part);
      else add(fields, part);
    }
  } catch (error) {
    throw refusalOf(error);
  }
  const body = (await formPipe().transform(fields, { type: 'body', metatype: dto })) as D;
  if (!content) throw refused(FILE, fault('required', 'bắt buộc phải có', 'is required'));
  return { body, content };
}

async function contentOf(part: MultipartFile): Promise<Buffer> {
  const content = await part.toBuffer();
  if (part.fieldname !== FILE) {
    throw refused(part.fieldname, UNKNOWN_FIELD);
  }
  if (content.length === 0) throw refused(FILE, fault('file.empty', 'tệp rỗng', 'is an empty file'));
  return content;
}

type Field = Extract<Multipart, { type: 'field' }>;

function add(fields: Record<string, unknown>, { fieldname, value, valueTruncated }: Field): void {
  if (valueTruncated) throw refused(fieldname, fault('text.too-long', 'quá dài', 'is too long'));
  if (fieldname in fields) throw refused(fieldname, fault('repeated', 'có hai lần', 'is there twice'));
  fields[fieldname] = fieldname === SOURCE ? parsed(value) : value;
}

/** What is no JSON stays text, which the DTO refuses. */
function parsed(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}

const refused = (field: string, found: FieldFault): ValidationFailed =>
  new ValidationFailed([{ field, ...found }]);

/** What is wrong with a form: whatever its parser has no status for is a form that cannot be read. */
function refusalOf(error: unknown): unknown {
  if (error instanceof ValidationFailed) return error;
  const { code, statusCode } = error as { readonly code?: string; readonly statusCode?: number };
  if (code === 'FST_FILES_LIMIT')
    return refused(FILE, fault('repeated', 'chỉ nhận một tệp', 'takes one file only'));
  return statusCode === 413
    ? new PayloadTooLargeException(undefined, { cause: error })
    : new BadRequestException(undefined, { cause: error });
}
