import { crc32 } from 'node:zlib';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

/** The beginnings that tell files apart, with as much of a file as that takes. */
export const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n');
export const JPEG = bytes('ffd8 ffe0 0010 4a46 4946 0001 0100 0001 0001 0000 ffd9');
export const PNG = bytes(
  '8950 4e47 0d0a 1a0a 0000 000d 4948 4452 0000 0001 0000 0001 0806 0000 001f 15c4 89' +
    '0000 000a 4944 4154 789c 6300 0100 0005 0001 0d0a 2db4 0000 0000 4945 4e44 ae42 6082',
);
export const WEBP = bytes(
  '5249 4646 1a00 0000 5745 4250 5650 384c 0d00 0000 2f00 0000 1007 1011 1188 8808 fe07 00',
);
export const TEXT = Buffer.from('Đơn đề nghị giúp đỡ\n\tngày 10 tháng 6 năm 2022\n');

/** An archive whose entries are stored as they are. */
function archive(entries: Readonly<Record<string, string>>): Buffer<ArrayBuffer> {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const content = Buffer.from(text);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(content.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([bytes('504b0304'), head, Buffer.from(name), content]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([bytes('504b0102 1400'), head, place, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const office = (part: string, type: string): Buffer<ArrayBuffer> =>
  archive({
    '[Content_Types].xml':
      '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
      `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`,
    [part]: '<?xml version="1.0"?><document/>',
  });

export const DOCX = office('word/document.xml', 'wordprocessingml.document');
export const XLSX = office('xl/workbook.xml', 'spreadsheetml.sheet');
export const ZIP = archive({ 'note.txt': 'Ghi chú' });
