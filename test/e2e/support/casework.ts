import { type Answer, type ApiClient, type Done, type Json, type Opened, type Sent } from './api-client.js';

/** A paper in the office's registers. */
export const paper = (number: string, register = 'incoming-2022', issuer = 'Cơ quan mẫu') => ({
  source: { register, number, date: '2022-06-10', issuer },
});

/** What an intake needs at least. */
export const INTAKE = {
  channel: 'in_person',
  kind: 'detention',
  country: 'MY',
  responsibilityBasis: 'home_residence',
  subjects: [] as readonly string[],
  urgency: 'normal',
  occurredOn: '2022-06-10',
};

const ok = <T>(answer: Answer<T>): T => {
  if (answer.status < 300) return answer.body;
  throw new Error(`refused: ${answer.status} ${JSON.stringify(answer.body)}`);
};

/** Registers a person; the id. */
export async function person(api: ApiClient, name: string, details: Json = {}): Promise<string> {
  return ok(await api.post<Done>('/subjects', { kind: 'person', name, ...details })).id;
}

/** Opens a case with changes to {@link INTAKE}. */
export async function openCase(api: ApiClient, changes: Json = {}, sent: Sent = {}): Promise<Opened> {
  return ok(await api.post<Opened>('/consular-cases', { ...INTAKE, ...changes }, sent));
}

/** Sends a command to a case; it must succeed. */
export async function command(
  api: ApiClient,
  id: string,
  name: string,
  body: Json = {},
  sent: Sent = {},
): Promise<Done> {
  return ok(await api.post<Done>(`/consular-cases/${id}/${name}`, body, sent));
}

/** Attaches a paper to a case; the document's id. Each title is a document of its own. */
export async function attachDocument(
  api: ApiClient,
  id: string,
  title = 'Công hàm thông báo',
): Promise<string> {
  const path = `/consular-cases/${id}/attach-document`;
  return ok(await api.send<Done & { documentId: string }>('POST', path, attachmentForm(title))).documentId;
}

/** The form that attaches a paper, with changes to what it says. */
export function attachmentForm(title: string, changes: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData();
  const said = { kind: 'official_letter', title, copyKind: 'copy', classification: 'internal', ...changes };
  for (const [name, value] of Object.entries(said)) form.set(name, value);
  form.set('file', new Blob([`${title}\n`]));
  return form;
}

/** A case that is closed, its family told by nobody. */
export async function closedCase(api: ApiClient, name?: string): Promise<Opened & { subject: string }> {
  const opened = await protectedCase(api, name);
  await command(api, opened.id, 'record-outcome', { outcome: 'released' });
  await command(api, opened.id, 'waive-family-notification', { reason: 'Không liên lạc được' });
  return { ...opened, ...(await command(api, opened.id, 'close-case')) };
}

/** A case as far as `in_protection`, about one person who was verified. */
export async function protectedCase(
  api: ApiClient,
  name = 'Nông Văn Mẫu',
): Promise<Opened & { subject: string }> {
  const subject = await person(api, name);
  const opened = await openCase(api, { subjects: [subject] });
  await verify(api, opened.id, subject);
  await forward(api, opened.id);
  const report = { mission: 'my-kuala-lumpur', ...paper('201') };
  const reported = await command(api, opened.id, 'record-mission-report', report);
  return { ...opened, ...reported, subject };
}

export const verify = (api: ApiClient, id: string, subject: string, changes: Json = {}): Promise<Done> =>
  command(api, id, 'verify-identity', {
    subject,
    method: 'commune_police',
    homeProvince: 'cao-bang',
    ...changes,
  });

export const forward = (api: ApiClient, id: string, changes: Json = {}): Promise<Done> =>
  command(api, id, 'forward-case', {
    addressee: 'consular_department',
    enclosures: [{ kind: 'request_form' }, { kind: 'id_copy' }],
    ...paper('101', 'outgoing-2022'),
    ...changes,
  });
