import { type Figures, countryNames, figuresTable, YEAR } from './figures.js';
import { type Found, type Loaded } from './load-demo.js';

/** What is said of a data folder before anything is done to it: Vietnamese first, then English. */
export const FOUND: Readonly<Record<Found, (loaded: Loaded) => string>> = {
  nothing: ({ cases, steps }) =>
    `Chưa có dữ liệu: nạp ${cases} vụ việc, ${steps} bước, mỗi bước là một lệnh thật với thời gian của năm 2022.\n` +
    `Nothing here yet: loading ${cases} cases in ${steps} steps, each a real command at its own time in 2022.`,
  'half a demo': ({ steps }) =>
    `Lần nạp trước dừng giữa chừng: nạp tiếp cho đủ ${steps} bước, không bước nào lặp lại.\n` +
    `An earlier loading was cut short: going on until all ${steps} steps are there, none of them twice.`,
  'the demo': () =>
    'Dữ liệu mẫu đã có từ trước: giữ nguyên, không nạp lại.\n' +
    'The demo is there already: it is kept as it is, nothing is loaded.',
  'something else': () =>
    'Ở đây có dữ liệu khác, không phải dữ liệu mẫu: giữ nguyên, không nạp gì thêm.\n' +
    'There is other data here than the demo: it is kept as it is, nothing is loaded.',
};

export const GO_ON_LATER =
  'Đã dừng khi đang nạp; chạy lại để nạp tiếp.\nInterrupted while loading; run it again to go on.';

export const loadedText = ({ cases, steps }: Loaded, seconds: number): string =>
  `Đã nạp / loaded: ${cases} vụ việc / cases, ${steps} bước / steps, ${seconds.toFixed(1)} s`;

/** The year's table with what its heads mean. */
export const figuresText = (figures: Figures): string =>
  [
    `Vụ việc lãnh sự tiếp nhận từ ${dayOf(YEAR.from)} đến ${dayOf(YEAR.to)}, đếm từ nhật ký sự kiện`,
    `Consular cases received from ${YEAR.from} to ${YEAR.to}, counted from the log`,
    figuresTable(figures),
    countryNames(figures),
  ].join('\n');

/** Where the server is, and what to try. */
export function servingText(url: string, { cases }: Figures): string {
  const { from, to } = YEAR;
  const longest = cases.toSorted((one, other) => other.revision - one.revision)[0];
  const api = `${url}/api/v1`;
  return [
    `Máy chủ / server:     ${url}`,
    `Tài liệu API / docs:  ${url}/docs`,
    '',
    'Hãy thử / try:',
    '  1. Báo cáo năm / the year’s report',
    `     curl '${api}/reports/consular-cases?from=${from}&to=${to}'`,
    '  2. Vụ việc quá hạn / cases with something overdue',
    `     curl '${api}/consular-cases?overdue=true'`,
    ...(longest
      ? [
          `  3. Toàn bộ lịch sử của ${longest.number} / everything that happened in it`,
          `     curl '${api}/consular-cases/${longest.id}/history'`,
        ]
      : []),
    '',
    'Chế độ demo: không hỏi mật khẩu, ai cũng có thể là bất kỳ cán bộ nào (X-Demo-Actor). Đừng nhập dữ liệu thật.',
    'DEMO MODE: nobody is asked who they are; anybody acts as any officer (X-Demo-Actor). Keep real data out.',
    'Nhấn Ctrl-C để dừng / press Ctrl-C to stop.',
  ].join('\n');
}

const dayOf = (date: string): string => date.split('-').reverse().join('/');
