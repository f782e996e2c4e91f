import { type ApiClient, type Json, type Opened, type Sent } from './support/api-client.js';
import {
  attachDocument,
  closedCase,
  command,
  forward,
  openCase,
  paper,
  person,
  protectedCase,
  verify,
} from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';

/** As the documentation writes the id of a subject that its reader replaces. */
const PLACEHOLDER = '00000000-0000-4000-8000-000000000000';

interface Example {
  readonly summary: string;
  readonly description?: string;
  readonly value: Json;
}

interface Operation {
  readonly 'x-requires'?: readonly string[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { examples?: Record<string, Example> }>>;
  };
}

/** As it writes the ids of documents of the case, of an event of it, and of another case. */
const DOCUMENT = '00000000-0000-4000-8000-00000000d0c0';
const SECOND_DOCUMENT = '00000000-0000-4000-8000-00000000d0c1';
const OTHER_CASE = '00000000-0000-4000-8000-00000000ca5e';
const EVENT = '00000000-0000-4000-8000-00000000e7e7';
const PLACEHOLDERS = [PLACEHOLDER, DOCUMENT, SECOND_DOCUMENT, EVENT, OTHER_CASE];

/** A case that is ready for a command, and the ids that go into the example. */
interface Ready {
  readonly id: string;
  readonly subject: string;
  readonly document?: string;
  readonly second?: string;
  readonly other?: string;
  readonly event?: string;
  /** Who sends it, having seen what. */
  readonly sent?: Sent;
}
type Plan = (api: ApiClient) => Promise<Ready>;

const opened =
  (changes: Json = {}): Plan =>
  async (api) => {
    const subject = await person(api, 'Nông Văn Mẫu');
    return { id: (await openCase(api, { subjects: [subject], ...changes })).id, subject };
  };

/** A case that came as far as `before`, and then some commands further. */
const then =
  (before: Plan, ...steps: readonly (readonly [name: string, body: Json])[]): Plan =>
  async (api) => {
    const ready = await before(api);
    for (const [name, body] of steps) await command(api, ready.id, name, body);
    return ready;
  };

const received = opened();
const verified: Plan = async (api) => {
  const ready = await received(api);
  await verify(api, ready.id, ready.subject);
  return ready;
};
const forwarded: Plan = async (api) => {
  const ready = await verified(api);
  await forward(api, ready.id);
  return ready;
};
const inProtection: Plan = (api) => protectedCase(api);
/** A closed case with a document. */
const closed: Plan = async (api) => {
  const ready = await closedCase(api);
  return { ...ready, document: await attachDocument(api, ready.id) };
};
/** A closed case with two letters. */
const withLetters: Plan = async (api) => {
  const ready = await closed(api);
  return { ...ready, second: await attachDocument(api, ready.id, 'Công văn thứ hai') };
};
/** A case beside another one. */
const beside =
  (plan: Plan): Plan =>
  async (api) => ({ ...(await plan(api)), other: (await openCase(api)).id });
const transferred = then(verified, [
  'transfer-case',
  { party: 'province', province: 'lao-cai', basis: 'home_residence', ...paper('501', 'outgoing-2022') },
]);
/** A case, or what its roster says of its subject, with the id of the last event. */
const withEvent =
  (before: Plan, of: (ready: Ready) => string = ({ id }) => id): Plan =>
  async (api) => {
    const ready = await before(api);
    const { body } = await api.get<{ entries: readonly { readonly id: string }[] }>(
      `/consular-cases/${of(ready)}/history`,
    );
    return { ...ready, event: body.entries.at(-1)?.id ?? '' };
  };
const withdrawalProposed = withEvent(
  then(received, ['propose-withdrawal', { by: 'applicant', reason: 'Gia đình tự lo được' }]),
);
const merged: Plan = async (api) => {
  const ready = await beside(received)(api);
  await command(api, ready.id, 'merge-cases', { other: ready.other, evidence: 'Cùng một người' });
  return ready;
};
const onRoster: Plan = async (api) => {
  const ready = await received(api);
  const entries = [{ subject: ready.subject, status: 'not_found' }];
  await command(api, ready.id, 'add-roster-entries', { entries });
  return ready;
};
const entryOf = ({ id, subject }: Ready): string => `${id}/roster/${subject}`;
const heardOf: Plan = async (api) => {
  const ready = await onRoster(api);
  await command(api, entryOf(ready), 'update', { status: 'safe' });
  return ready;
};
const entryVoiding = withEvent(async (api) => {
  const { event: target = '', ...ready } = await withEvent(heardOf, entryOf)(api);
  await command(api, entryOf(ready), 'propose-voiding', { target, reason: 'Ghi nhầm' });
  return ready;
}, entryOf);
const resolved = then(inProtection, ['record-outcome', { outcome: 'released' }]);

/** A case whose file was closed so long ago that it need not be kept any more. */
const longSettled = then(
  opened({ occurredOn: '2001-01-02' }),
  ['withdraw-case', { by: 'applicant', reason: 'Gia đình tự lo được', occurredOn: '2001-01-03' }],
  ['close-file', { weededOn: '2001-01-03', retention: 'consular', occurredOn: '2001-01-04' }],
);

const UNANSWERED = { with: 'relative', channel: 'phone', answered: false, summary: 'Không ai nghe máy' };

/** How a case comes to where each command may be given. */
const PLANS: Readonly<Record<string, Plan>> = {
  'verify-identity': received,
  'record-identity-not-confirmed': received,
  'request-supplement': received,
  'record-supplement': then(received, [
    'request-supplement',
    { dossier: 'request', missing: ['id_copy'], dueOn: '2099-12-31' },
  ]),
  'complete-dossier': verified,
  'forward-case': verified,
  'record-mission-report': forwarded,
  'record-consular-visit': inProtection,
  'record-rescue': verified,
  'record-travel-document': inProtection,
  'record-remains-permit': verified,
  'record-handover-at-border': verified,
  'record-support-payment': inProtection,
  'record-contact': received,
  'add-note': received,
  'classify-case': opened({ kind: 'unspecified' }),
  'record-kind-details': received,
  'record-outcome': inProtection,
  'notify-family': resolved,
  'waive-family-notification': resolved,
  'close-case': then(resolved, ['waive-family-notification', { reason: 'Không liên lạc được' }]),
  'withdraw-case': received,
  'assign-officer': received,
  'reopen-case': closed,
  'add-roster-entries': received,
  'roster/{subject}/update': onRoster,
  'roster/{subject}/remove': onRoster,
  'roster/{subject}/correct-fact': withEvent(onRoster, entryOf),
  'roster/{subject}/propose-voiding': withEvent(heardOf, entryOf),
  'roster/{subject}/decide-proposal': async (api) => ({
    ...(await entryVoiding(api)),
    sent: { actor: 'director', ifMatch: 2 },
  }),
  'roster/{subject}/withdraw-proposal': entryVoiding,
  'transfer-case': verified,
  'record-transfer-accepted': transferred,
  'decline-transfer': transferred,
  'merge-cases': beside(received),
  'revert-merge': merged,
  'link-cases': beside(received),
  'replace-issued-document': withLetters,
  'issue-corrigendum': withLetters,
  'recall-document': withLetters,
  'correct-fact': withEvent(received),
  'propose-voiding': withEvent(then(received, ['add-note', { text: 'Ghi nhầm' }])),
  'propose-withdrawal': received,
  'decide-proposal': async (api) => ({
    ...(await withdrawalProposed(api)),
    sent: { actor: 'director', ifMatch: 1 },
  }),
  'withdraw-proposal': withdrawalProposed,
  'record-document-held-on-paper': received,
  'seek-opinion': received,
  'record-opinion': then(received, [
    'seek-opinion',
    { agency: 'Công an tỉnh', question: 'Đề nghị cho ý kiến', ...paper('801', 'outgoing-2022') },
  ]),
  'extend-deadline': received,
  'close-file': closed,
  'hand-over-to-archive': then(closed, ['close-file', { weededOn: '2022-06-20', retention: 'consular' }]),
  'propose-destruction': longSettled,
  'mark-unreachable': then(received, ['record-contact', UNANSWERED], ['record-contact', UNANSWERED]),
};

const CASES = '/api/v1/consular-cases';

let office: TestOffice;
let bodies: ReadonlyMap<string, Readonly<Record<string, Example>>>;
let forms: readonly string[];

/** The commands of the served document by their paths below those of cases; intake is ''. */
async function commandsOf(api: ApiClient): Promise<readonly (readonly [string, Operation])[]> {
  const { body } = await api.get<{ paths: Record<string, { post?: Operation }> }>('//openapi.json');
  return Object.entries(body.paths).flatMap(([path, { post }]) =>
    path.startsWith(CASES) && post?.['x-requires']?.includes('case.command')
      ? [[path.slice(CASES.length).replace('/{id}/', ''), post] as const]
      : [],
  );
}

beforeAll(async () => {
  office = await openOffice();
  // Readers send an example on the day on which they read it.
  office.at(new Date().toISOString());
  const commands = await commandsOf(office.api);
  const contentOf = ({ requestBody }: Operation) => requestBody?.content ?? {};
  forms = commands.flatMap(([name, each]) => ('multipart/form-data' in contentOf(each) ? [name] : []));
  bodies = new Map(
    commands.flatMap(([name, each]) =>
      forms.includes(name) ? [] : [[name, contentOf(each)['application/json']?.examples ?? {}]],
    ),
  );
});

afterAll(() => office.close());

/** Sends an example as it stands, but for the placeholders. */
function send(
  path: string,
  { value }: Example,
  { subject, document, second, other, event, sent }: Omit<Ready, 'id'>,
) {
  const body = JSON.stringify(value)
    .replaceAll(PLACEHOLDER, subject)
    .replaceAll(DOCUMENT, document ?? DOCUMENT)
    .replaceAll(SECOND_DOCUMENT, second ?? SECOND_DOCUMENT)
    .replaceAll(EVENT, event ?? EVENT)
    .replaceAll(OTHER_CASE, other ?? OTHER_CASE);
  return office.api.post<Opened>(path, JSON.parse(body) as Json, sent);
}

describe('the examples of bodies in the documentation of consular cases', () => {
  it('has a plan for every command, but for the one that takes a form', () => {
    expect(forms).toEqual(['attach-document']);
    expect([...bodies.keys()].sort()).toEqual(['', ...Object.keys(PLANS)].sort());
  });

  it('has a named example for every command', () => {
    const without = [...bodies].filter(([, examples]) => Object.keys(examples).length === 0);
    expect(without.map(([name]) => name)).toEqual([]);
  });

  it('says so wherever an id has to be replaced', () => {
    const unsaid = [...bodies].flatMap(([name, examples]) =>
      Object.values(examples)
        .filter(({ value, description = '' }) =>
          PLACEHOLDERS.some((id) => JSON.stringify(value).includes(id) && !description.includes(id)),
        )
        .map(() => name),
    );
    expect(unsaid).toEqual([]);
  });

  it('opens a case by each example', async () => {
    const subject = await person(office.api, 'Nông Văn Mẫu');
    for (const [name, example] of Object.entries(bodies.get('') ?? {})) {
      const { status, body } = await send('/consular-cases', example, { subject });
      expect([name, status, body]).toEqual([name, 201, expect.objectContaining({ revision: 0 })]);
    }
  });

  it.each(Object.entries(PLANS))('%s', async (path, plan) => {
    for (const [name, example] of Object.entries(bodies.get(path) ?? {})) {
      const { id, ...ids } = await plan(office.api);
      const before = await office.head();
      const address = `/consular-cases/${id}/${path.replace('{subject}', ids.subject)}`;
      const { status, body } = await send(address, example, ids);
      // A person on a roster is a stream of their own.
      const answered = path.startsWith('roster/') ? {} : { id };
      expect([name, status, body]).toEqual([name, 200, expect.objectContaining(answered)]);
      // Something was recorded: it was not "already so".
      expect(await office.head()).not.toBe(before);
    }
  });
});
