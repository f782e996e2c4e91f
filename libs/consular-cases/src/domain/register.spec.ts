import { after, caseIn, paper, play, step, STEPS_TO, type StoryName, trafficking } from '../testing/index.js';

const code = (name: string) => `consular-case.${name}`;
const happened = (type: string, data: object) => ({ type, data, occurredOn: '2022-03-10' }) as never;

describe('what came on paper', () => {
  const posted = play(step('OpenConsularCase', { channel: 'post' }, { source: paper('12') }));

  it.each([
    ['the supplement', caseIn('awaiting_supplement'), step('RecordSupplement', {}, { source: null })],
    ['a travel document', trafficking().slice(0, 10), step('RecordTravelDocument', {}, { source: null })],
    ['a permit for remains', caseIn('verified'), step('RecordRemainsPermit', {}, { source: null })],
    ['what the commune confirms of a request by post', posted, step('VerifyIdentity', {}, { source: null })],
  ])('is in the register before it is worked on: %s', (_, history, bare) => {
    after(history, bare).thenRefused(code('source-required'));
  });

  it('needs no place in the register when it did not come on paper', () => {
    expect(play(...STEPS_TO.verified).at(-1)).not.toHaveProperty('source');
  });
});

describe('the number of a paper', () => {
  const forwarded = (signedOn: string, date = '2022-03-10') =>
    step('ForwardCase', {}, { source: { ...paper('101', 'outgoing', date), signedOn } });

  it('is given after the signature, or on its day', () => {
    after(caseIn('verified'), forwarded('2022-03-11')).thenRefused(code('numbered-before-signature'), {
      signedOn: '2022-03-11',
      date: '2022-03-10',
    });
    expect(play(...STEPS_TO.verified, forwarded('2022-03-10')).at(-1)?.type).toBe('CaseForwarded');
  });

  it('may come late: that is seen, and not refused', () => {
    expect(play(...STEPS_TO.verified, forwarded('2022-03-01')).at(-1)?.type).toBe('CaseForwarded');
  });
});

describe('a paper with a secrecy mark', () => {
  it.each(['confidential', 'secret', 'top_secret'] as const)('does not enter the system: %s', (mark) => {
    after(caseIn('verified'), step('AttachDocument', { classification: mark })).thenRefused(
      code('secret-document'),
      { classification: mark },
    );
  });

  it.each<[StoryName, boolean]>([
    ['verified', false],
    ['closed', true],
  ])('is known by its place in the register alone: %s', (phase, late) => {
    after(caseIn(phase), step('RecordDocumentHeldOnPaper')).then(
      happened('DocumentHeldOnPaper', { kind: 'official_letter', late }),
    );
  });

  it('is recorded once, and not without its place in the register', () => {
    const held = step('RecordDocumentHeldOnPaper');
    after(caseIn('verified', held), held).thenRefused(code('letter-already-recorded'), {
      letter: 'incoming/2022/704',
    });
    const bare = step('RecordDocumentHeldOnPaper', {}, { source: null });
    after(caseIn('verified'), bare).thenRefused(code('source-required'));
  });
});
