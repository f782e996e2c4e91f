import { bodyOf, incoming, outgoing } from './index.js';
import * as papers from '../issued-papers.dto.js';

/** Stand where a reader puts the ids of documents of their own case. */
const DOCUMENT = '00000000-0000-4000-8000-00000000d0c0';
const SECOND = '00000000-0000-4000-8000-00000000d0c1';
const REPLACE = `Replace ${DOCUMENT} by the id of an attached document`;

export const REPLACE_ISSUED_DOCUMENT = bodyOf(
  papers.ReplaceIssuedDocumentDto,
  'A letter with a wrong date was written anew',
  {
    document: DOCUMENT,
    replacement: SECOND,
    error: 'content',
    recipients: ['Cục Lãnh sự'],
    explanation: 'Ghi sai ngày mãn hạn tù.',
    ...outgoing('701'),
  },
  `${REPLACE}, and ${SECOND} by that of another one of the same kind.`,
);

export const ISSUE_CORRIGENDUM = bodyOf(
  papers.IssueCorrigendumDto,
  'A letter mends a wrong place of signature',
  {
    document: DOCUMENT,
    corrigendum: SECOND,
    error: 'form',
    recipients: ['Cục Lãnh sự'],
    explanation: 'Thiếu chức vụ của người ký.',
    ...outgoing('702'),
  },
  `${REPLACE}, and ${SECOND} by that of an attached official letter.`,
);

export const RECALL_DOCUMENT = bodyOf(
  papers.RecallDocumentDto,
  'A letter was sent to the wrong body',
  {
    document: DOCUMENT,
    recipients: ['UBND xã Mẫu'],
    explanation: 'Gửi nhầm nơi nhận.',
    ...outgoing('703'),
  },
  `${REPLACE}.`,
);

export const RECORD_DOCUMENT_HELD_ON_PAPER = bodyOf(
  papers.RecordDocumentHeldOnPaperDto,
  'A confidential letter stays in the safe',
  { kind: 'official_letter', ...incoming('704', 'Bộ Ngoại giao') },
);
