import { hidden } from '#event-sourcing';
import { type Sealed } from '#kernel';
import { type SubjectDocument } from '../projections/subjects.js';
import { listItem, subjectView } from './views.js';

const sealed = <T>(): Sealed<T> => ({ $sealed: { key: 'k', wrapped: '', data: '', commitment: '' } });

const document: SubjectDocument = {
  id: '5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312',
  revision: 3,
  kind: 'person',
  registeredOn: '2022-03-09',
  minor: true,
  homeProvince: 'cao-bang',
  nationality: null,
  details: { name: sealed(), birthDate: sealed(), minor: true, homeProvince: 'cao-bang' },
  name: 'Nông Thị Mẫu',
  nameKey: 'nong thi mau',
  words: ['nong', 'thi', 'mau'],
  restrictedOn: null,
  erasedOn: null,
  merged: [],
  mergedInto: null,
  decisions: [],
  waiting: [],
  identityDigests: [],
};

describe('what somebody sees who may not read personal data', () => {
  it('is a line without the name', () => {
    expect(listItem(document, false)).toEqual({
      id: document.id,
      revision: 3,
      kind: 'person',
      name: null,
      minor: true,
      homeProvince: 'cao-bang',
      nationality: null,
      registeredOn: '2022-03-09',
      restrictedOn: null,
      erasedOn: null,
      merged: [],
      mergedInto: null,
    });
  });

  it('is the findings, and which fields are withheld', () => {
    const view = subjectView(document, hidden(document.details) as object, false);
    expect(view).toMatchObject({
      name: null,
      birthDate: null,
      address: null,
      minor: true,
      homeProvince: 'cao-bang',
      personalShown: false,
      withheld: ['name', 'birthDate'],
    });
    expect(JSON.stringify(view)).not.toMatch(/Nông|nong|\$sealed/);
  });
});
