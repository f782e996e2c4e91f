import { after, caseIn, DOCUMENT, SECOND_DOCUMENT, step, type StoryName } from '../testing/index.js';
import { personal } from '#kernel';
import { CITIZEN, RELATIVE } from '../testing/index.js';

const own = <T>(value: T) => personal(value, [`subject-${CITIZEN}`, `subject-${RELATIVE}`]);

const attached = (documentId: string, kind: 'official_letter' | 'judgment' | 'photo', sha = documentId[0]!) =>
  step('AttachDocument', { documentId, kind, sha256: sha.repeat(64) });

const letters = [attached(DOCUMENT, 'official_letter'), attached(SECOND_DOCUMENT, 'official_letter')];
const THIRD = 'cccccccc-cccc-5ccc-8ccc-cccccccccccc';

const replace = (changes = {}) => step('ReplaceIssuedDocument', changes);
const mend = (changes = {}) => step('IssueCorrigendum', changes);
const recall = (changes = {}) => step('RecallDocument', changes);

const code = (name: string) => `consular-case.${name}`;
const told = { recipients: own(['Cục Lãnh sự']), explanation: own('Ghi sai ngày') };
const happened = (type: string, data: object) => ({ type, data, occurredOn: '2022-03-10' }) as never;

describe('an issued paper with an error', () => {
  it.each<StoryName>(['received', 'in_protection', 'closed', 'withdrawn'])(
    'is answered in a case that is %s, too',
    (phase) => {
      const history = caseIn(phase, ...letters);
      after(history, replace()).then(
        happened('DocumentReplaced', { document: DOCUMENT, replacement: SECOND_DOCUMENT, ...told }),
      );
      after(history, mend()).then(
        happened('CorrigendumIssued', { document: DOCUMENT, corrigendum: SECOND_DOCUMENT, ...told }),
      );
      after(history, recall()).then(happened('DocumentRecalled', { document: DOCUMENT, ...told }));
    },
  );

  it('of content is replaced, of form mended by a letter', () => {
    const history = caseIn('closed', ...letters);
    after(history, replace({ error: 'form' })).thenRefused(code('corrigendum-required'), { error: 'form' });
    after(history, mend({ error: 'content' })).thenRefused(code('replacement-required'), {
      error: 'content',
    });
  });

  it('is replaced by one of equal rank', () => {
    const history = caseIn('closed', attached(DOCUMENT, 'judgment'), attached(SECOND_DOCUMENT, 'photo'));
    after(history, replace()).thenRefused(code('document-of-another-rank'), {
      kind: 'photo',
      expected: 'judgment',
    });
  });

  it('is mended by an official letter, whatever it is', () => {
    const history = caseIn('closed', attached(DOCUMENT, 'judgment'), attached(SECOND_DOCUMENT, 'photo'));
    after(history, mend()).thenRefused(code('document-of-another-rank'), {
      kind: 'photo',
      expected: 'official_letter',
    });
  });

  it.each([
    ['replaced', replace({ replacement: DOCUMENT })],
    ['mended', mend({ corrigendum: DOCUMENT })],
  ])('is not %s by itself', (_, answer) => {
    after(caseIn('closed', ...letters), answer).thenRefused(code('document-answers-itself'), {
      documentId: DOCUMENT,
    });
  });

  it.each([
    ['replaced', replace()],
    ['recalled', recall()],
  ])('that was %s is not in force any more', (standing, first) => {
    const history = caseIn('closed', ...letters, attached(THIRD, 'official_letter'), first);
    const refused = { documentId: DOCUMENT, standing };
    after(history, replace({ replacement: THIRD })).thenRefused(code('document-not-in-force'), refused);
    after(history, mend({ corrigendum: THIRD })).thenRefused(code('document-not-in-force'), refused);
    after(history, recall()).thenRefused(code('document-not-in-force'), refused);
    after(history, replace({ document: THIRD, replacement: DOCUMENT })).thenRefused(
      code('document-not-in-force'),
      refused,
    );
  });

  it('that was mended stays in force, and is mended once by a letter', () => {
    const history = caseIn('closed', ...letters, attached(THIRD, 'official_letter'), mend());
    after(history, mend()).thenRefused(code('corrigendum-already-issued'), { documentId: DOCUMENT });
    after(history, mend({ corrigendum: THIRD })).then(
      happened('CorrigendumIssued', { document: DOCUMENT, corrigendum: THIRD, ...told }),
    );
    after(history, recall()).then(happened('DocumentRecalled', { document: DOCUMENT, ...told }));
  });

  it('is not answered by a paper that it mends itself, be it through another one', () => {
    const history = caseIn('closed', ...letters, attached(THIRD, 'official_letter'), mend());
    const back = { document: SECOND_DOCUMENT, corrigendum: DOCUMENT };
    const refused = { documentId: DOCUMENT };
    after(history, mend(back)).thenRefused(code('document-answers-itself'), refused);
    after(history, replace({ document: SECOND_DOCUMENT, replacement: DOCUMENT })).thenRefused(
      code('document-answers-itself'),
      refused,
    );
    const longer = [mend(), mend({ document: SECOND_DOCUMENT, corrigendum: THIRD })];
    const three = caseIn('closed', ...letters, attached(THIRD, 'official_letter'), ...longer);
    after(three, mend({ document: THIRD, corrigendum: DOCUMENT })).thenRefused(
      code('document-answers-itself'),
      refused,
    );
  });

  it('is one of those in the file', () => {
    for (const answer of [replace, mend, recall]) {
      after(caseIn('closed'), answer()).thenRefused(code('no-document-in-force'));
    }
  });

  it('is in the file, and so is what answers it', () => {
    const history = caseIn('closed', letters[0]!);
    after(history, replace()).thenRefused(code('unknown-document'), { documentId: SECOND_DOCUMENT });
    after(history, recall({ document: THIRD })).thenRefused(code('unknown-document'), { documentId: THIRD });
  });

  it('is answered by a registered paper, which somebody receives, with a reason', () => {
    const history = caseIn('closed', ...letters);
    for (const answer of [replace, mend, recall]) {
      const { source: _source, ...bare } = answer();
      after(history, bare).thenRefused(code('source-required'));
      after(history, answer({ recipients: [' '] })).thenRefused(code('field-required'), {
        field: 'recipients',
      });
      after(history, answer({ explanation: ' ' })).thenRefused(code('field-required'), {
        field: 'explanation',
      });
    }
  });
});
