import { personal, type Recorded } from '#kernel';
import {
  after,
  caseIn,
  CITIZEN,
  handedOver,
  mergedCase,
  play,
  RELATIVE,
  step,
  STEPS_TO,
  type StoryName,
  trafficking,
} from '../testing/index.js';
import { fileTaskOf } from './archive.js';
import { destructionApproved } from './decisions/destroy-file.js';
import { admits } from './admits.js';
import { type ConsularCaseEvent } from './events/index.js';
import { evolve } from './evolve.js';
import { type CaseState, initial } from './state.js';

const own = <T>(value: T) => personal(value, [`subject-${CITIZEN}`, `subject-${RELATIVE}`]);
const code = (name: string) => `consular-case.${name}`;
const happened = (type: string, data: object) => ({ type, data, occurredOn: '2022-03-10' }) as never;

const close = (changes = {}, on?: string) => step('CloseFile', changes, on === undefined ? {} : { on });
const handOver = (on?: string) => step('HandOverToArchive', {}, on === undefined ? {} : { on });
const closed = (...further: ReturnType<typeof step>[]) => caseIn('closed', ...further);
const inArchive = closed(close(), handOver());

const folded = (history: readonly Recorded<ConsularCaseEvent>[]): CaseState =>
  history.reduce<CaseState>((state, event) => evolve(state, event), initial);

const destroyedOn = (history: readonly Recorded<ConsularCaseEvent>[], occurredOn: string) => {
  const proposal = { id: 'proposal', payload: {}, reason: own('Hết giá trị') };
  const [event] = destructionApproved(proposal, {} as never, { occurredOn } as never);
  return admits(folded(history), event!);
};

describe('the file of a settled case', () => {
  it.each([
    ['closed', caseIn('closed')],
    ['withdrawn', caseIn('withdrawn')],
    ['another office’s', handedOver()],
  ])('is closed when it is weeded and its retention is set: %s', (_, history) => {
    after(history, close()).then(
      happened('FileClosed', {
        weededOn: '2022-03-10',
        retention: { rule: 'consular', period: 20 },
        remark: own('Hồ sơ đủ'),
      }),
    );
  });

  it.each<StoryName>(['received', 'in_protection', 'resolved', 'unreachable', 'transferred_out'])(
    'stays open while the case is %s',
    (phase) => {
      after(caseIn(phase), close()).thenRefused(code('not-settled'), { phase });
      after(caseIn(phase), handOver()).thenRefused(code('file-not-closed'), { phase });
    },
  );

  it('is the surviving case’s when its own was merged', () => {
    after(mergedCase(), close()).thenRefused(code('merged'));
  });

  it('is closed after it was weeded, and after the case', () => {
    after(closed(), close({ weededOn: '2022-03-11' })).thenRefused(code('file-not-weeded'), {
      weededOn: '2022-03-11',
      openedOn: '2022-03-10',
      occurredOn: '2022-03-10',
    });
    const later = play(...STEPS_TO.told, step('CloseCase', {}, { on: '2022-03-20' }));
    after(later, close({}, '2022-03-19')).thenRefused(code('date-out-of-order'), {
      occurredOn: '2022-03-19',
      after: 'CaseClosed',
      on: '2022-03-20',
    });
    const gone = play(...STEPS_TO.received, step('WithdrawCase', {}, { on: '2022-03-20' }));
    after(gone, close({}, '2022-03-19')).thenRefused(code('date-out-of-order'), {
      occurredOn: '2022-03-19',
      after: 'CaseWithdrawn',
      on: '2022-03-20',
    });
  });

  it('is kept by a rule for its kind, or by one that is for any other', () => {
    after(closed(), close({ retention: 'death' })).thenRefused(code('retention-not-for-kind'), {
      rule: 'death',
      allowed: ['consular', 'short'],
    });
    after(trafficking(), close()).thenRefused(code('retention-not-for-kind'), {
      rule: 'consular',
      allowed: ['victims'],
    });
  });

  it('is closed once: the same again is nothing, another closing is refused', () => {
    const bare = close({ remark: null });
    after(closed(bare), bare).thenNothing();
    after(closed(close()), close()).thenRefused(code('file-already-closed'), { on: '2022-03-10' });
  });

  it('goes to the archive once it is closed', () => {
    after(closed(), handOver()).thenRefused(code('file-not-closed'), { phase: 'closed' });
    after(closed(close()), handOver()).then(
      happened('FileTransferredToArchive', { reference: own('Kho 1, hộp 12') }),
    );
    after(inArchive, handOver()).thenRefused(code('file-already-in-archive'), { on: '2022-03-10' });
    after(closed(close({}, '2022-03-20')), handOver('2022-03-19')).thenRefused(code('date-out-of-order'), {
      occurredOn: '2022-03-19',
      after: 'FileClosed',
      on: '2022-03-20',
    });
  });

  it('is open again with its case, and closed anew after it', () => {
    const again = closed(close(), handOver(), step('AttachDocument'), step('ReopenCase'));
    expect(folded(again)).toMatchObject({ phase: 'in_protection', closedFile: null });
    after(again, close()).thenRefused(code('not-settled'), { phase: 'in_protection' });
  });

  it('takes late documents and links', () => {
    const late = play(...STEPS_TO.closed, close(), step('AttachDocument'), step('LinkCases'));
    expect(late.slice(-2).map(({ type }) => type)).toEqual(['DocumentAttached', 'RelatedCaseLinked']);
    after(closed(close()), step('AddNote')).thenRefused(code('closed'), { phase: 'closed' });
  });
});

describe('the destruction of a file', () => {
  it('waits for the end of its retention: the last day of its last year', () => {
    expect(destroyedOn(inArchive, '2042-12-31')).toMatchObject({
      code: code('retention-not-ended'),
      details: { until: '2042-12-31' },
    });
    expect(destroyedOn(inArchive, '2043-01-01')).toBeNull();
  });

  it('never comes for one that is kept for ever, nor for one that is not closed', () => {
    const kept = play(...STEPS_TO.closed);
    expect(destroyedOn(kept, '2043-01-01')).toMatchObject({ code: code('file-not-closed') });
    const victim = [...trafficking()];
    const state = evolve(folded(victim), {
      ...victim.at(-1)!,
      type: 'FileClosed',
      data: { weededOn: '2022-03-10', retention: { rule: 'victims', period: 'permanent' } },
    });
    const event = { type: 'DestructionApproved', data: {}, occurredOn: '2199-01-01' } as never;
    expect(admits(state, event)).toMatchObject({
      code: code('retention-permanent'),
      details: { rule: 'victims' },
    });
  });

  it('ends what the file takes', () => {
    const approved = {
      ...inArchive.at(-1)!,
      type: 'DestructionApproved',
      data: {},
      occurredOn: '2043-01-15',
    };
    const state = evolve(folded(inArchive), approved as Recorded<ConsularCaseEvent>);
    for (const type of ['CaseReopened', 'DocumentAttached', 'DestructionApproved']) {
      expect(admits(state, { type, data: {}, occurredOn: '2043-02-01' } as never)).toMatchObject({
        code: code('file-destroyed'),
        details: { on: '2043-01-15' },
      });
    }
    expect(state.phase !== 'empty' && fileTaskOf(state)).toBeNull();
  });
});

describe('what is to be done with a file', () => {
  it.each([
    ['nothing', caseIn('in_protection'), null],
    ['nothing', caseIn('transferred_out'), null],
    ['nothing', mergedCase(), null],
    ['closing', closed(), 'close_file'],
    ['closing', caseIn('withdrawn'), 'close_file'],
    ['handing over', closed(close()), 'hand_over'],
    ['reviewing', inArchive, 'review_retention'],
    ['nothing', closed(close(), handOver(), step('AttachDocument'), step('ReopenCase')), null],
  ] as const)('is %s', (_, history, task) => {
    const state = folded(history);
    expect(state.phase !== 'empty' && fileTaskOf(state)).toBe(task);
  });
});
