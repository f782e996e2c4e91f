import { type ArchiveEventData } from '../domain/events/archive.js';
import { type PaperEventData } from '../domain/events/papers.js';
import { PAPER_KINDS } from '../domain/vocabulary/index.js';
import { CLASSIFICATIONS, COPY_KINDS } from '../domain/vocabulary/acts.js';
import { type CaseField, choice, field, text } from './fields.js';

export const explanation = text('explanation', 'Giải thích', 'Explanation');
export const reason = text('reason', 'Lý do', 'Reason');
const paperKind = choice(PAPER_KINDS, 'kind', 'Loại giấy tờ', 'Kind of paper');
const late = field('boolean', 'late', 'Bổ sung sau khi kết thúc', 'Added after the end');

const issued = field('other', 'document', 'Mã văn bản có sai sót', 'Id of the issued document');
const recipients = field('texts', 'recipients', 'Nơi nhận', 'Recipients');

type PaperEvent = 'DocumentAttached' | keyof PaperEventData | keyof ArchiveEventData;

/** What events about the papers of a case say, and about the end of their file. */
export const PAPER_ACT_FIELDS: Readonly<Record<PaperEvent, readonly CaseField[]>> = {
  DocumentHeldOnPaper: [paperKind, late],
  FileClosed: [
    field('date', 'weededOn', 'Ngày loại bản trùng, bản nháp', 'Weeded on'),
    field('other', 'retention.rule', 'Quy tắc thời hạn bảo quản', 'Retention rule'),
    field('other', 'retention.period', 'Thời hạn bảo quản (năm)', 'Retention (years)'),
    text('remark', 'Nhận xét', 'Remark'),
  ],
  FileTransferredToArchive: [text('reference', 'Nơi lưu', 'Kept at')],
  DestructionApproved: [reason],
  DocumentReplaced: [
    issued,
    field('other', 'replacement', 'Mã văn bản thay thế', 'Id of the replacement'),
    recipients,
    explanation,
  ],
  CorrigendumIssued: [
    issued,
    field('other', 'corrigendum', 'Mã công văn đính chính', 'Id of the corrigendum'),
    recipients,
    explanation,
  ],
  DocumentRecalled: [issued, recipients, explanation],
  DocumentAttached: [
    field('other', 'documentId', 'Mã tài liệu', 'Document id'),
    paperKind,
    text('title', 'Tên tài liệu', 'Title'),
    field('other', 'sha256', 'Mã băm nội dung (SHA-256)', 'Content hash (SHA-256)'),
    field('integer', 'bytes', 'Dung lượng (byte)', 'Bytes'),
    field('other', 'mediaType', 'Định dạng', 'Media type'),
    field('integer', 'pages', 'Số trang', 'Pages'),
    field('other', 'language', 'Ngôn ngữ', 'Language'),
    choice(COPY_KINDS, 'copyKind', 'Hình thức bản', 'Copy'),
    field('other', 'translationOf', 'Bản dịch của', 'Translation of'),
    choice(CLASSIFICATIONS, 'classification', 'Phạm vi', 'Classification'),
    late,
  ],
};
