import { randomUUID } from 'node:crypto';
import {
  type Document,
  type Lease,
  type OnDifference,
  type ParkedDocument,
  pause,
  type ReadCollection,
  type ReadStore,
} from '#event-sourcing';
import { type Instant } from '#kernel';

/** What is asked of whoever keeps the read models. */
export type Order =
  | { readonly kind: 'rebuild'; readonly model: string; readonly onDifferences: OnDifference }
  | { readonly kind: 'cancel-rebuild'; readonly model: string }
  /** All of them when none is named. */
  | { readonly kind: 'retry'; readonly parked?: readonly string[] };

/** What came of it: why it is refused, or what is parked still. */
export interface OrderAnswer {
  readonly refused?: 'unknown' | 'running' | 'not-running' | 'failed';
  readonly folded?: number;
  readonly parked?: readonly ParkedDocument[];
}

/** An order as it lies in the read store, for whichever process keeps the read models. */
export interface PlacedOrder extends Document {
  readonly order: Order;
  /** Id of the member of the office. */
  readonly by: string;
  readonly at: Instant;
  readonly state: 'open' | 'taken' | 'answered';
  readonly answer?: OrderAnswer;
}

const ORDERS = {
  name: 'read-model-orders',
  version: '1',
  indexes: [{ name: 'state', keys: [{ field: 'state', direction: 'asc' as const }] }],
};

/** How often somebody looks whether an order is there, or answered. */
export const LOOK_MS = 200;
/** An order that nobody took for so long is not wanted any more: who asked has gone. */
const STALE_MS = 60_000;

/**
 * Orders to the one process that keeps the read models, from any other: each is one document, which goes from open to
 * taken to answered, and away. The store keeps the higher revision, so an order is either taken or taken back.
 */
export class OrderBook {
  private constructor(
    private readonly store: ReadStore,
    private readonly orders: ReadCollection<PlacedOrder>,
  ) {}

  static async open(store: ReadStore): Promise<OrderBook> {
    return new OrderBook(store, await store.collection<PlacedOrder>(ORDERS));
  }

  /**
   * The answer; `'taken'` when it takes longer than `patienceMs`, `null` when nobody has taken it by then: it is taken
   * back. @throws StoreUnavailable
   */
  async place(order: Order, by: string, patienceMs: number): Promise<OrderAnswer | 'taken' | null> {
    const id = randomUUID();
    const at = new Date().toISOString();
    const open: PlacedOrder = { id, revision: 0, order, by, at, state: 'open' };
    await this.save(open);
    for (let left = patienceMs; left > 0; left -= LOOK_MS) {
      const { answer } = (await this.orders.get(id)) ?? {};
      if (answer) {
        await this.remove(id, 3);
        return answer;
      }
      await pause(LOOK_MS);
    }
    await this.remove(id, 1);
    const last = await this.orders.get(id);
    return last && (last.answer ?? 'taken');
  }

  /** Takes what is open, the oldest first. */
  async take(lease?: Lease): Promise<readonly PlacedOrder[]> {
    const sort = [{ field: 'state', direction: 'asc' as const }];
    const { documents } = await this.orders.find({ filter: { state: 'open' }, sort, limit: 100 });
    const taken: PlacedOrder[] = [];
    for (const open of documents.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
      const isStale = Date.now() - Date.parse(open.at) > STALE_MS;
      if (isStale) await this.remove(open.id, 1);
      else await this.save({ ...open, revision: 1, state: 'taken' }, lease);
      const kept = isStale ? null : await this.orders.get(open.id);
      if (kept) taken.push(kept);
    }
    return taken;
  }

  async answer(taken: PlacedOrder, answer: OrderAnswer, lease?: Lease): Promise<void> {
    await this.save({ ...taken, revision: 2, state: 'answered', answer }, lease);
  }

  private save(body: PlacedOrder, lease?: Lease): Promise<void> {
    const documents = [{ id: body.id, revision: body.revision, body }];
    return this.store.save([{ collection: this.orders, documents }], [], lease);
  }

  private remove(id: string, revision: number): Promise<void> {
    return this.store.save([{ collection: this.orders, documents: [{ id, revision, body: null }] }], []);
  }
}
