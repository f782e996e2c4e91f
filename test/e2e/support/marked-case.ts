import { type ApiClient, type Done, type Json } from './api-client.js';
import { command, openCase, paper, person } from './casework.js';

/** What stands in every personal value of a marked case, and nowhere else in the world. */
export const MARK = 'Zqxjuve';

const mark = (what: string): string => `${MARK} ${what}`;

export interface MarkedCase {
  readonly id: string;
  readonly subject: string;
  readonly document: Done & { readonly documentId: string };
  readonly last: Done;
}

/** A case in which every personal value carries {@link MARK}: names, texts, sensitive facts, a document. */
export async function markedCase(api: ApiClient): Promise<MarkedCase> {
  const subject = await person(api, mark('Nông Văn'), {
    otherNames: [mark('biệt danh')],
    identityPapers: [{ kind: 'citizen_id', number: `${MARK}0001` }],
    address: mark('xóm'),
    homeCommune: mark('xã'),
    contacts: [{ name: mark('cha'), phone: '0900000001' }],
  });
  const opened = await openCase(api, {
    kind: 'trafficking',
    country: 'KH',
    subjects: [subject],
    applicant: subject,
    place: mark('nơi'),
    summary: mark('tóm tắt'),
    details: {
      victimStatus: 'suspected',
      minor: false,
      recruiter: mark('đường dây'),
      placeHeld: mark('nơi giữ'),
    },
  });
  let last: Done = opened;
  for (const [name, body] of steps(subject)) last = await command(api, opened.id, name, body);
  const document = await attach(api, opened.id, mark('đơn'), `${MARK} content`);
  for (const [name, body] of ending(subject)) last = await command(api, opened.id, name, body);
  return { id: opened.id, subject, document, last };
}

async function attach(
  api: ApiClient,
  id: string,
  title: string,
  content: string,
): Promise<MarkedCase['document']> {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    kind: 'other',
    title,
    copyKind: 'copy',
    classification: 'internal',
  })) {
    form.set(name, value);
  }
  form.set('file', new Blob([content]), `${MARK}.txt`);
  const answer = await api.send<MarkedCase['document']>(
    'POST',
    `/consular-cases/${id}/attach-document`,
    form,
  );
  if (answer.status !== 200) throw new Error(`not attached: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const steps = (subject: string): readonly (readonly [string, Json])[] => [
  ['record-identity-not-confirmed', { subject, checks: ['papers'], explanation: mark('chưa rõ') }],
  [
    'request-supplement',
    { dossier: 'request', missing: ['id_copy'], explanation: mark('thiếu'), dueOn: '2022-06-30' },
  ],
  ['record-supplement', { papers: [{ kind: 'id_copy' }], complete: true, ...paper('5') }],
  ['verify-identity', { subject, method: 'papers', homeProvince: 'cao-bang', homeCommune: mark('xã') }],
  [
    'forward-case',
    { addressee: 'other', agency: mark('cơ quan'), enclosures: [], ...paper('1', 'outgoing-2022') },
  ],
  [
    'record-mission-report',
    {
      mission: 'kh-phnom-penh',
      location: mark('ở'),
      condition: mark('sức khỏe'),
      legalStatus: mark('pháp lý'),
      nextStep: mark('tiếp'),
      ...paper('2', 'incoming-2022', mark('cơ quan gửi')),
    },
  ],
  [
    'record-consular-visit',
    {
      mission: 'kh-phnom-penh',
      placeOfDetention: mark('trại'),
      findings: mark('thấy'),
      requests: [mark('xin')],
    },
  ],
  ['record-rescue', { by: 'own_escape', place: mark('nơi'), condition: mark('mệt') }],
  [
    'record-travel-document',
    {
      documentKind: 'laissez_passer',
      issuedBy: 'kh-phnom-penh',
      number: `${MARK}77`,
      subject,
      ...paper('6'),
    },
  ],
  [
    'record-handover-at-border',
    { gate: 'ta-lung', handedOverBy: mark('ai'), receivedBy: 'border_guard', route: 'direct', ...paper('3') },
  ],
  [
    'record-support-payment',
    {
      payer: 'family',
      amount: { amount: 1, currency: 'VND' },
      purpose: mark('vé'),
      repayable: false,
      ...paper('4', 'outgoing-2022'),
    },
  ],
  ['record-contact', { with: 'relative', subject, channel: 'phone', summary: mark('gọi') }],
  ['add-note', { text: mark('ghi') }],
  ['record-kind-details', { details: { victimStatus: 'in_verification', policeCaseNumber: mark('số') } }],
];

const ending = (relative: string): readonly (readonly [string, Json])[] => [
  ['record-outcome', { outcome: 'still_detained', explanation: mark('kết quả') }],
  ['notify-family', { relative, channel: 'phone', summary: mark('báo') }],
  ['record-outcome', { outcome: 'returned' }],
  ['waive-family-notification', { reason: mark('vì') }],
  ['close-case', { remark: mark('xong') }],
];
