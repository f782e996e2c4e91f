import { KeyWrapping, keyIdOf, ownersOf } from './key-wrapping.js';

const bytes = (value: number, length = 32): Buffer => Buffer.alloc(length, value);

describe('key wrapping', () => {
  const wrapping = new KeyWrapping(bytes(1));

  it('opens what was wrapped under the same id with the same master key, nothing else', () => {
    const key = { id: 'k-1', secret: bytes(7) };
    const wrapped = wrapping.wrap(key);
    expect(wrapped.includes(key.secret)).toBe(false);
    expect(new KeyWrapping(bytes(1)).unwrap('k-1', wrapped)).toEqual(key);
    expect(() => wrapping.unwrap('k-2', wrapped)).toThrow();
    expect(() => new KeyWrapping(bytes(2)).unwrap('k-1', wrapped)).toThrow();
  });

  it('knows its own master key', () => {
    const verification = wrapping.verification();
    wrapping.assertOpens(verification, 'here');
    expect(() => new KeyWrapping(bytes(2)).assertOpens(verification, 'here')).toThrow(
      expect.objectContaining({ code: 'master-key.wrong' }) as Error,
    );
  });

  it('opens what the first release stored', () => {
    const wrapped = Buffer.from(STORED, 'base64');
    expect(wrapping.unwrap(keyIdOf(['subject-a']), wrapped).secret).toEqual(bytes(9));
    expect(wrapping.digest('name', 'Nguyễn Văn A')).toBe(DIGEST);
    expect(keyIdOf(ownersOf(['b', 'a', 'b']))).toBe('0473ef2dc0d324ab659d3580c1134e9d');
  });
});

const STORED = 'AwMDAwMDAwMDAwMDcqK+3TdZs6cwuxoDGC6AYWO9FyTnrcLTypWzkaq6JNKY2qkz19FiSHLpiWzETAta';
const DIGEST = 'PYa-TrXJuYEBzEBLyvmTQg4DQ9kazB6ZPA6aw7Tc7Eo';
