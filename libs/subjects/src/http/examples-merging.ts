import { type Examples } from './examples.js';
import { type MergeSubjectsDto, type RevertSubjectMergeDto } from './merging.dto.js';

/** Stands where a reader puts the id of a subject of their own office. */
const OTHER = '00000000-0000-4000-8000-000000000000';

export const MERGE_EXAMPLES: Examples<MergeSubjectsDto> = {
  sameNumber: {
    summary: `The same identity number; replace ${OTHER} by the id of the other record`,
    value: { other: OTHER, evidence: 'Trùng số căn cước và ngày sinh.' },
  },
};

export const REVERT_EXAMPLES: Examples<RevertSubjectMergeDto> = {
  twoAfterAll: {
    summary: `They are two after all; replace ${OTHER} by the id of the record that was taken in`,
    value: { other: OTHER, reason: 'Hai người khác nhau, trùng họ tên.' },
  },
};
