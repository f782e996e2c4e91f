import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Actor } from '#kernel';
import { isPermitted } from '#platform';
import { SubjectNames } from '#published-queries';

/** Names by id; `null` for who may not be named to the reader, and for who was erased. */
export type Names = (id: string) => string | null;

/** Names the people of cases, to those who may read names. */
@Injectable()
export class People {
  constructor(private readonly queries: QueryBus) {}

  async namesFor(actor: Actor, ids: readonly string[]): Promise<Names> {
    if (!isPermitted(actor, 'personal.read') || ids.length === 0) return () => null;
    const names = await this.queries.execute(
      new SubjectNames([...new Set(ids)], isPermitted(actor, 'restricted.read')),
    );
    return (id) => names.get(id) ?? null;
  }
}
