/** What is to be done next with the file of a case whose matter is settled. // G-9, G-10, T-25, domain rules */
export const FILE_TASKS = [
  { code: 'close_file', vi: 'Lập hồ sơ, kết thúc hồ sơ', en: 'Close the file' },
  { code: 'hand_over', vi: 'Nộp lưu cơ quan', en: 'Hand over to the archive' },
  { code: 'review_retention', vi: 'Xét hủy khi hết thời hạn bảo quản', en: 'Review at the end of retention' },
] as const;
export type FileTask = (typeof FILE_TASKS)[number]['code'];
