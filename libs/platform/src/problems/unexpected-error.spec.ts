import { StoreUnavailable } from '#event-sourcing';
import { createLogger } from '../http/logging.js';
import { traceOf } from './unexpected-error.js';

/** What nobody may find in a log. */
const MARK = 'Nông Văn Mẫu';

class OddError extends RangeError {
  readonly code = 'ODD';
}

describe('what is written down of an error that nobody expected', () => {
  it('says what it was and where, and why that was, without a word of any message', () => {
    const cause = new TypeError(`no ${MARK}\n    at ${MARK} (file.ts:1:1)\nat last`);
    const trace = traceOf(new OddError(`${MARK} is odd`, { cause }));
    expect(trace).toMatchObject({ error: 'OddError', code: 'ODD', cause: { error: 'TypeError' } });
    expect(trace.at[0]).toContain('unexpected-error.spec');
    expect(trace.cause?.at[0]).toContain('unexpected-error.spec');
    expect(JSON.stringify(trace)).not.toContain(MARK);
  });

  it('says of what is no error only what it is', () => {
    expect(traceOf(MARK)).toEqual({ error: 'string', at: [] });
  });

  it('is all that any log of a process says of it; a store that does not answer is told in words', () => {
    const lines: string[] = [];
    const log = createLogger('info', { write: (line) => void lines.push(line) });
    log.error({ err: new OddError(`${MARK} is odd`) }, 'the projections stopped');
    log.error({ err: new StoreUnavailable('no event store answers', { cause: new Error(MARK) }) }, 'waiting');
    expect(lines.join('')).not.toContain(MARK);
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { err: { error: 'OddError', code: 'ODD' }, msg: 'the projections stopped' },
      { err: { error: 'StoreUnavailable', reason: 'no event store answers' } },
    ]);
  });

  it('ends with a chain that has no end', () => {
    const error = new Error(MARK);
    error.cause = error;
    expect(JSON.stringify(traceOf(error))).not.toContain(MARK);
  });
});
