/** What is wrong with an issued paper decides how it is answered. // G-2, domain rules */
export const PAPER_ERRORS = [
  { code: 'content', vi: 'Sai về nội dung', en: 'Error of content' },
  { code: 'form', vi: 'Sai về thể thức, kỹ thuật trình bày, thủ tục ban hành', en: 'Error of form' },
] as const;
export type PaperError = (typeof PAPER_ERRORS)[number]['code'];

/** Where an attached document stands once it was issued with an error. */
export const DOCUMENT_STANDINGS = [
  { code: 'replaced', vi: 'Đã được thay thế', en: 'Replaced' },
  { code: 'recalled', vi: 'Đã thu hồi', en: 'Recalled' },
] as const;
export type DocumentStanding = (typeof DOCUMENT_STANDINGS)[number]['code'];
