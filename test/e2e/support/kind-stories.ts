import { type Json } from './api-client.js';
import { paper } from './casework.js';

/** One command of a story: its name in the address, and its body. */
export type Step = readonly [name: string, body: Json];

/** Who a story is about. */
export interface Cast {
  readonly citizen: string;
  readonly relative: string;
  readonly company: string;
}

/** How a case of one kind goes from intake to closure. */
export interface Story {
  readonly opening: Json;
  readonly steps: readonly Step[];
  readonly outcome: string;
}

const REQUEST = [{ kind: 'request_form' }, { kind: 'id_copy' }];
const ASHES = {
  form: 'ashes',
  eligibility: 'citizen_resident',
  residenceProof: 'household_registration',
  groupADiseaseExcluded: true,
};
const ASHES_PAPERS = [{ kind: 'death_certificate' }, { kind: 'cremation_certificate' }];

const outgoing = (number: string) => paper(number, 'outgoing-2022');
const verified = (citizen: string, changes: Json = {}): Step => [
  'verify-identity',
  { subject: citizen, method: 'commune_police', homeProvince: 'cao-bang', ...changes },
];
const toDepartment: Step = [
  'forward-case',
  { addressee: 'consular_department', enclosures: REQUEST, ...outgoing('101') },
];
const toMission = (mission: string): Step => [
  'forward-case',
  { addressee: 'mission', mission, enclosures: [], ...outgoing('102') },
];
const report = (mission: string): Step => [
  'record-mission-report',
  { mission, location: 'Nơi mẫu', condition: 'Ổn định', nextStep: 'Theo dõi', ...paper('201') },
];
const told = (relative: string): Step => ['notify-family', { relative, channel: 'phone', summary: 'Đã báo' }];
const untold: Step = ['waive-family-notification', { reason: 'Không còn thân nhân nào liên lạc được' }];
const handover = (changes: Json): Step => [
  'record-handover-at-border',
  {
    gate: 'ta-lung',
    handedOverBy: 'Cơ quan nước láng giềng',
    receivedBy: 'border_guard',
    route: 'direct',
    ...paper('301'),
    ...changes,
  },
];
const ends = (outcome: string, changes: Json = {}): Step => ['record-outcome', { outcome, ...changes }];

/** A story of every kind, each by another way. */
export const stories = ({ citizen, relative, company }: Cast): Readonly<Record<string, Story>> => ({
  detention: {
    opening: {
      country: 'MY',
      applicant: relative,
      details: { visitConsent: 'agreed', hearings: ['2022-07-01'] },
    },
    steps: [
      ['assign-officer', { officer: 'officer-consular-2', role: 'lead' }],
      verified(citizen),
      ['complete-dossier', { what: 'request', papers: REQUEST }],
      toDepartment,
      report('my-kuala-lumpur'),
      [
        'record-consular-visit',
        {
          mission: 'my-kuala-lumpur',
          placeOfDetention: 'Trại mẫu',
          findings: 'Bình thường',
          requests: ['Quần áo'],
        },
      ],
      ends('still_detained'),
      ends('released'),
      told(relative),
    ],
    outcome: 'released',
  },
  death_abroad: {
    opening: {
      country: 'KH',
      applicant: relative,
      details: { diedOn: '2022-06-01', relativesChoice: 'burial_abroad' },
    },
    steps: [
      verified(citizen),
      toMission('kh-phnom-penh'),
      report('kh-phnom-penh'),
      [
        'record-support-payment',
        {
          payer: 'citizen_protection_fund',
          amount: { amount: 5_000_000, currency: 'VND' },
          purpose: 'Chi phí mai táng',
          repayable: false,
          ...outgoing('401'),
        },
      ],
      ends('died_buried_abroad'),
      told(relative),
    ],
    outcome: 'died_buried_abroad',
  },
  conflict_evacuation: {
    opening: {
      country: 'UA',
      channel: 'phone_line',
      subjects: [company],
      details: { dependants: 3, transitCountries: ['PL', 'RO'] },
    },
    steps: [
      verified(company, { method: 'papers' }),
      toMission('ua-kyiv'),
      report('ua-kyiv'),
      ['record-contact', { with: 'subject', channel: 'message', summary: 'Đã qua biên giới' }],
      ends('returned'),
      told(relative),
    ],
    outcome: 'returned',
  },
  trafficking: {
    opening: { country: 'KH', urgency: 'urgent', details: { victimStatus: 'suspected' } },
    steps: [
      verified(citizen),
      toDepartment,
      report('kh-sihanoukville'),
      ['record-rescue', { by: 'host_state_police', place: 'Sihanoukville', condition: 'Mệt mỏi' }],
      ends('victim_confirmed', { decidedBy: 'provincial_police', ...paper('501') }),
      told(relative),
    ],
    outcome: 'victim_confirmed',
  },
  rescue_return: {
    opening: { country: 'KH', details: { rescueForce: 'host_state_police', rescuedOn: '2022-06-01' } },
    steps: [
      verified(citizen),
      ['record-rescue', { by: 'host_state_police', place: 'Sihanoukville' }],
      handover({ route: 'through_mission', mission: 'kh-sihanoukville', receivedBy: 'immigration_police' }),
      ends('returned'),
      told(relative),
    ],
    outcome: 'returned',
  },
  prison_release: {
    opening: {
      channel: 'foreign_authority_letter',
      country: 'CN',
      responsibilityBasis: 'border_gate',
      details: { gate: 'ta-lung', homeProvince: 'lao-cai' },
      ...paper('11'),
    },
    steps: [
      verified(citizen, { method: 'population_database', homeProvince: 'lao-cai' }),
      handover({}),
      ends('released'),
      untold,
    ],
    outcome: 'released',
  },
  remains_repatriation: {
    opening: { country: 'CN', applicant: relative, details: { form: 'ashes', gate: 'tra-linh' } },
    steps: [
      verified(citizen, { residenceProof: 'household_registration' }),
      ['complete-dossier', { what: 'remains', papers: ASHES_PAPERS, remains: ASHES }],
      [
        'record-remains-permit',
        {
          issuingMission: 'cn-nanning',
          remains: ASHES,
          papers: ASHES_PAPERS,
          number: 'GP 1',
          entryGate: 'tra-linh',
          ...paper('213'),
        },
      ],
      ends('died_repatriated'),
      told(relative),
    ],
    outcome: 'died_repatriated',
  },
  missing: {
    opening: { channel: 'post', country: 'CN', applicant: relative, ...paper('12') },
    steps: [
      ['record-identity-not-confirmed', { subject: citizen, checks: ['papers'] }],
      ['request-supplement', { dossier: 'request', missing: ['id_copy'], dueOn: '2022-06-30' }],
      ['record-supplement', { papers: [{ kind: 'id_copy' }], complete: true, ...paper('211') }],
      verified(citizen, paper('212')),
      toDepartment,
      report('cn-guangzhou'),
      ends('not_found'),
      told(relative),
    ],
    outcome: 'not_found',
  },
  deportation: {
    opening: { country: 'KR', details: { mission: 'kr-seoul' } },
    steps: [
      verified(citizen),
      ['complete-dossier', { what: 'deportee', papers: [{ kind: 'passport_copy' }] }],
      toMission('kr-seoul'),
      report('kr-seoul'),
      [
        'record-travel-document',
        {
          documentKind: 'laissez_passer',
          issuedBy: 'kr-seoul',
          number: 'TH 1',
          subject: citizen,
          ...paper('212'),
        },
      ],
      ends('returned'),
      told(relative),
    ],
    outcome: 'returned',
  },
  fishermen: {
    opening: {
      country: 'ID',
      channel: 'consular_department_letter',
      subjects: [citizen, relative],
      ...paper('13'),
    },
    steps: [
      verified(citizen),
      verified(relative),
      ['record-kind-details', { details: { vessel: 'CB 0001', crew: 2 } }],
      toDepartment,
      report('id-jakarta'),
      ends('returned'),
      untold,
    ],
    outcome: 'returned',
  },
  labour: {
    opening: { country: 'SA', channel: 'press' },
    steps: [
      verified(citizen),
      [
        'forward-case',
        { addressee: 'other', agency: 'Cơ quan quản lý lao động', enclosures: [], ...outgoing('103') },
      ],
      report('sa-riyadh'),
      ['add-note', { text: 'Đã liên hệ doanh nghiệp đưa đi' }],
      ends('returned'),
      told(relative),
    ],
    outcome: 'returned',
  },
  unspecified: {
    opening: { country: 'not_stated', subjects: [] },
    steps: [
      verified(citizen),
      ['classify-case', { kind: 'missing', country: 'LA' }],
      toDepartment,
      report('la-vientiane'),
      ends('no_protection_needed'),
      untold,
    ],
    outcome: 'no_protection_needed',
  },
});
