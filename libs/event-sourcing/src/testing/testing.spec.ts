import { type CommandContext, type Decider, DomainError, type DomainEvent, type Recorded } from '#kernel';
import { type Document } from '../read-store.port.js';
import { deciderSpec, projectionSpec, recorded } from './index.js';

type Counted = DomainEvent<'Counted', { readonly by: number }>;
interface Count {
  readonly type: 'Count';
  readonly data: { readonly by: number };
}

const evolve = (sum: number, event: Recorded<Counted>): number => sum + event.data.by;
const admits = (sum: number, { data: { by } }: { readonly data: { readonly by: number } }) =>
  sum + by > 9 ? new DomainError('counter.full', 'full', { sum }) : null;

const counter: Decider<Count, number, Counted> = {
  category: 'counter',
  initial: 0,
  evolve,
  admits,
  decide: ({ data }, sum, { occurredOn }) => {
    const refused = admits(sum, { data });
    if (refused) throw refused;
    return data.by === 0 ? [] : [{ type: 'Counted', data, occurredOn }];
  },
};

const context: CommandContext = {
  actor: { id: 'officer-1', role: 'officer', unit: 'consular' },
  now: '2022-03-10T02:00:00.000Z',
  today: '2022-03-10',
  occurredOn: '2022-03-09',
  facts: undefined,
};

const counted = (by: number): Counted => ({ type: 'Counted', data: { by }, occurredOn: '2022-03-09' });
const count = (by: number): Count => ({ type: 'Count', data: { by } });
const spec = deciderSpec(counter, context);

describe('a decider spec', () => {
  it('passes on exactly what was decided', () => {
    spec.given(counted(2)).when(count(3)).then(counted(3));
    spec.given().when(count(0)).thenNothing();
    spec.given(counted(8)).when(count(2)).thenRefused('counter.full', { sum: 8 });
    spec
      .given()
      .when(count(1), { occurredOn: '2022-03-08' })
      .then({ ...counted(1), occurredOn: '2022-03-08' });
  });

  it.each<[string, () => void]>([
    ['another event', () => spec.given().when(count(3)).then(counted(4))],
    ['an event too many', () => spec.given().when(count(3)).then(counted(3), counted(3))],
    ['an event where there is none', () => spec.given().when(count(0)).then(counted(0))],
    ['nothing where there is an event', () => spec.given().when(count(3)).thenNothing()],
    ['a refusal where there is none', () => spec.given().when(count(3)).thenRefused('counter.full')],
    ['another code', () => spec.given(counted(9)).when(count(1)).thenRefused('counter.empty')],
    ['other details', () => spec.given(counted(9)).when(count(1)).thenRefused('counter.full', { sum: 1 })],
    ['events where there is a refusal', () => spec.given(counted(9)).when(count(1)).then(counted(1))],
    [
      'a history that cannot be',
      () => spec.given(counted(9), counted(1)).when(count(0)).thenRefused('counter.full', { sum: 10 }),
    ],
  ])('fails on %s', (_, check) => {
    expect(check).toThrow();
  });
});

interface Sum extends Document {
  readonly sum: number;
  readonly seen: readonly number[];
}

const history = recorded<Counted>('counter-1', [counted(2), counted(3)]);

describe('a projection spec', () => {
  const sums = {
    evolve: (document: Sum | null, { data, revision }: Recorded<Counted>): Sum => ({
      id: '1',
      revision,
      sum: (document?.sum ?? 0) + data.by,
      seen: [...(document?.seen ?? []), data.by],
    }),
  };

  it('passes on exactly the document', () => {
    const document = { id: '1', revision: 1, sum: 5, seen: [2, 3] };
    const folded = projectionSpec(sums).given(...history);
    folded.then(document);
    expect(folded.document()).toEqual(document);
    expect(() => folded.then({ ...document, sum: 6 })).toThrow();
    expect(() =>
      projectionSpec(sums)
        .given(...history.slice(1))
        .then(null),
    ).toThrow();
  });

  it('fails on a projection that remembers, changes what it is given, or keeps what is not JSON', () => {
    let total = 0;
    const remembers = {
      evolve: (_: Sum | null, { data }: Recorded<Counted>) => ({
        id: '1',
        revision: 0,
        sum: (total += data.by),
        seen: [],
      }),
    };
    const changes = {
      evolve: (document: Sum | null, event: Recorded<Counted>) => {
        (document?.seen as number[] | undefined)?.push(event.data.by);
        return sums.evolve(document, event);
      },
    };
    const keepsUndefined = {
      evolve: (document: Sum | null, event: Recorded<Counted>) => ({
        ...sums.evolve(document, event),
        note: undefined,
      }),
    };
    for (const projection of [remembers, changes, keepsUndefined]) {
      expect(() => projectionSpec<Sum, Counted>(projection).given(...history)).toThrow();
    }
  });
});
