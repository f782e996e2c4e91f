import { fileTypeFromBuffer } from 'file-type';

/** What may be attached, with the extension a file of it is given. Nothing that a browser would run is among it. */
export const MEDIA_TYPES = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/plain': 'txt',
} as const;
export type MediaType = keyof typeof MEDIA_TYPES;

const CONTROL_BUT_BREAKS = /[^\P{Cc}\n\r\t\f]/u;

/** What `content` is by what it holds, whatever its sender calls it; `null` when it is none of {@link MEDIA_TYPES}. */
export async function mediaTypeOf(content: Uint8Array): Promise<MediaType | null> {
  const found = await fileTypeFromBuffer(content);
  if (found) return found.mime in MEDIA_TYPES ? (found.mime as MediaType) : null;
  return isPlainText(content) ? 'text/plain' : null;
}

function isPlainText(content: Uint8Array): boolean {
  try {
    return !CONTROL_BUT_BREAKS.test(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    return false;
  }
}
