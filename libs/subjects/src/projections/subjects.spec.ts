import fc from 'fast-check';
import { Sealer } from '#event-sourcing';
import { personal, type Recorded } from '#kernel';
import { type SubjectEvent } from '../domain/events.js';
import { MemoryKeys } from '../testing/memory-keys.js';
import { evolve, type SubjectDocument, subjectsProjection } from './subjects.js';

const ID = '5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312';
const STREAM = `subject-${ID}`;
const own = <T>(value: T) => personal(value, [STREAM]);

const registered: SubjectEvent = {
  type: 'SubjectRegistered',
  occurredOn: '2022-03-09',
  data: {
    kind: 'person',
    details: {
      name: own('Nông Thị Mẫu'),
      otherNames: own(['Đặng Thị Thử']),
      birthDate: own('2005-06-30'),
      identityPapers: own([{ kind: 'citizen_id', number: '0043 0500 0001' }]),
      passport: own({ number: 'c0000001' }),
      minor: true,
      homeProvince: 'cao-bang',
      nationality: 'VN',
    },
  },
};
const corrected: SubjectEvent = {
  type: 'SubjectDetailsCorrected',
  occurredOn: '2022-03-12',
  data: {
    changes: {
      name: own('Nông Thị Thơm'),
      otherNames: null,
      passport: null,
      nationality: null,
      minor: false,
    },
    reason: own('nhập sai'),
  },
};

const erased: SubjectEvent = {
  type: 'PersonalDataErased',
  occurredOn: '2022-03-14',
  data: {
    fields: ['name'],
    ground: 'request',
    keys: 1,
    cases: [],
    proposal: '0a4ee96b-ce40-5e86-949b-0c899da67f14',
  },
};

const keys = new MemoryKeys();
const sealer = new Sealer(keys);
const projection = subjectsProjection((number) => Promise.resolve(`digest of ${number}`));

async function recorded(events: readonly SubjectEvent[]): Promise<Recorded<SubjectEvent>[]> {
  return Promise.all(
    events.map(async (event, revision) => {
      const data = await sealer.seal(STREAM, event.data);
      return { ...event, data, revision, stream: STREAM, id: `event-${revision}` } as Recorded<SubjectEvent>;
    }),
  );
}

/** As the runner does it: fold, then the revision folded up to, then what may stand in the open. */
async function project(history: readonly Recorded<SubjectEvent>[]): Promise<SubjectDocument | null> {
  const document = history.reduce<SubjectDocument | null>(evolve, null);
  if (!document) return null;
  const body = { ...document, id: ID, revision: history.at(-1)!.revision };
  return projection.reveal!(body, (stream, data) => sealer.open(stream, data));
}

describe('the read model of subjects', () => {
  it('opens what is searched and keeps the rest sealed', async () => {
    const history = await recorded([registered]);
    const details = history[0]!.data;
    expect(await project(history)).toEqual({
      id: ID,
      revision: 0,
      kind: 'person',
      registeredOn: '2022-03-09',
      minor: true,
      homeProvince: 'cao-bang',
      nationality: 'VN',
      details: 'details' in details && details.details,
      name: 'Nông Thị Mẫu',
      nameKey: 'nong thi mau',
      words: ['nong', 'thi', 'mau', 'dang', 'thu'],
      identityDigests: ['digest of 004305000001', 'digest of C0000001'],
      restrictedOn: null,
      erasedOn: null,
      merged: [],
      mergedInto: null,
      decisions: [],
      waiting: [],
    });
    expect(JSON.stringify(await project(history))).not.toContain('2005-06-30');
  });

  it('follows corrections', async () => {
    expect(await project(await recorded([registered, corrected]))).toMatchObject({
      revision: 1,
      registeredOn: '2022-03-09',
      minor: false,
      homeProvince: 'cao-bang',
      nationality: null,
      name: 'Nông Thị Thơm',
      nameKey: 'nong thi thom',
      words: ['nong', 'thi', 'thom'],
      identityDigests: ['digest of 004305000001'],
    });
  });

  it('gives the same document again', async () => {
    const history = await recorded([registered, corrected]);
    expect(await project(history)).toEqual(await project(history));
  });

  it('loses everything personal by the event of an erasure, before the key is destroyed', async () => {
    const document = await project(await recorded([registered, corrected, erased]));
    expect(document).toMatchObject({ revision: 2, erasedOn: '2022-03-14', name: null, words: [] });
    expect(document?.details).toEqual({ minor: false, homeProvince: 'cao-bang' });
    expect(document?.identityDigests).toEqual([]);
  });

  it('has nothing to show for a subject whose key was destroyed', async () => {
    const history = await recorded([registered, corrected]);
    await keys.destroy(STREAM);
    expect(await project(history)).toMatchObject({
      homeProvince: 'cao-bang',
      name: null,
      nameKey: '',
      words: [],
      identityDigests: [],
    });
  });

  it('folds any subset of a history', () => {
    const history = [registered, corrected, erased, registered].map(
      (event, revision) => ({ ...event, revision, stream: STREAM }) as Recorded<SubjectEvent>,
    );
    fc.assert(
      fc.property(fc.subarray(history), (subset) => {
        const known = subset.some(({ type }) => type === 'SubjectRegistered');
        expect(subset.reduce<SubjectDocument | null>(evolve, null) !== null).toBe(known);
      }),
    );
  });
});
