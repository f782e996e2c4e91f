import { type DemoPaper } from './story.js';

/** The content of a made-up paper, and what it is. It says of itself that it is no real one. */
export interface PaperContent {
  readonly content: Uint8Array;
  readonly mediaType: 'application/pdf' | 'text/plain';
  readonly pages: number;
}

const NOTICE = 'BẢN MẪU, KHÔNG CÓ GIÁ TRỊ / SAMPLE, NOT A REAL PAPER';

/** Always the same bytes for the same paper, so that attaching it again is the same command. */
export function contentOf({ title, lines, pages = 1, as = 'pdf' }: DemoPaper): PaperContent {
  const text = [NOTICE, '', title, '', ...lines];
  return as === 'text'
    ? { content: Buffer.from(`${text.join('\n')}\n`), mediaType: 'text/plain', pages }
    : { content: pdfOf(text, pages), mediaType: 'application/pdf', pages };
}

/** A4, one font that every reader has: it knows no Vietnamese letters, so the text goes without its marks. */
function pdfOf(lines: readonly string[], pages: number): Uint8Array {
  const kids = Array.from({ length: pages }, (_, index) => 4 + index * 2);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${kids.map((id) => `${id} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...kids.flatMap((id, index) => [
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ' +
        `/Resources << /Font << /F1 3 0 R >> >> /Contents ${id + 1} 0 R >>`,
      streamOf([...lines, '', `${index + 1}/${pages}`]),
    ]),
  ];
  return assembled(objects);
}

function streamOf(lines: readonly string[]): string {
  const shown = lines.map((line) => `(${escaped(line)}) Tj T*`).join('\n');
  const stream = `BT /F1 11 Tf 56 780 Td 16 TL\n${shown}\nET`;
  return `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`;
}

/** Every character is one byte here, so places in the text are places in the file. */
function assembled(objects: readonly string[]): Uint8Array {
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const entries = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.from(
    `${file}xref\n0 ${size}\n0000000000 65535 f \n${entries}` +
      `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
    'latin1',
  );
}

const escaped = (line: string): string =>
  line
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^\x20-\x7e]/g, '-')
    .replace(/[\\()]/g, '\\$&');
