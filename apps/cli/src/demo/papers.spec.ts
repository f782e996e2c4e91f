import { contentOf } from './papers.js';

const PAPER = { kind: 'other', title: 'Đơn (mẫu)', lines: ['Người làm đơn: Đàm Văn Thử'] } as const;
const textOf = (content: Uint8Array): string => Buffer.from(content).toString('latin1');

describe('a made-up paper', () => {
  it('is a PDF whose table of places is right', () => {
    const { content, mediaType, pages } = contentOf({ ...PAPER, pages: 2 });
    const text = textOf(content);
    expect([mediaType, pages]).toEqual(['application/pdf', 2]);
    const [, start] = /startxref\n(\d+)\n%%EOF\n$/.exec(text) ?? [];
    const [head, ...entries] = text.slice(Number(start)).split('\n').slice(2, 10);
    expect(head).toBe('0000000000 65535 f ');
    entries
      .filter((entry) => entry.endsWith(' n '))
      .forEach((entry, index) => {
        expect(text.slice(Number(entry.slice(0, 10)))).toMatch(new RegExp(`^${index + 1} 0 obj\n`));
      });
    for (const [, length, stream] of text.matchAll(/<< \/Length (\d+) >>\nstream\n(.*?)\nendstream/gs)) {
      expect(stream).toHaveLength(Number(length));
    }
    expect(text).toContain('(Don \\(mau\\)) Tj');
    expect(text).toContain('/Count 2');
  });

  it('says in text and in PDF that it is no real paper, and is the same every time', () => {
    const text = contentOf({ ...PAPER, as: 'text' });
    expect(Buffer.from(text.content).toString()).toContain('BẢN MẪU, KHÔNG CÓ GIÁ TRỊ');
    expect(textOf(contentOf(PAPER).content)).toContain('SAMPLE, NOT A REAL PAPER');
    expect(contentOf(PAPER)).toEqual(contentOf(PAPER));
  });
});
