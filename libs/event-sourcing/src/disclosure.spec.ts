import { personal } from '#kernel';
import { disclose, hidden } from './disclosure.js';
import { type Sealer } from './sealing.js';

const sealed = { $sealed: { key: 'k', wrapped: '', data: '', commitment: '' } };

describe('hidden', () => {
  it('leaves nothing personal, wherever it stands', () => {
    const data = { plain: 'A', name: sealed, list: [{ note: sealed, n: 1 }, personal('x', [])], none: null };
    expect(hidden(data)).toEqual({ plain: 'A', name: null, list: [{ note: null, n: 1 }, null], none: null });
  });
});

describe('disclose', () => {
  const sealer = { open: (stream: string) => Promise.resolve(`opened for ${stream}`) } as unknown as Sealer;

  it('opens for those who may read and hides from the others', async () => {
    expect(await disclose(sealer, 'case-1', sealed, true)).toBe('opened for case-1');
    expect(await disclose(sealer, 'case-1', { text: sealed }, false)).toEqual({ text: null });
  });
});
