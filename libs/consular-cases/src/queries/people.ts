import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Actor } from '#kernel';
import { isPermitted } from '#platform';
import { type SubjectName, SubjectNames } from '#published-queries';

/** Names by id; `null` for who may not be named to the reader, and for who was erased. */
export type Names = (id: string) => SubjectName;

const UNNAMED: SubjectName = { name: null, erased: false };

/** Names the people of cases to those who may read names, and tells everybody who was erased. */
@Injectable()
export class People {
  constructor(private readonly queries: QueryBus) {}

  async namesFor(actor: Actor, ids: readonly string[]): Promise<Names> {
    if (ids.length === 0) return () => UNNAMED;
    const names = await this.queries.execute(
      new SubjectNames([...new Set(ids)], isPermitted(actor, 'restricted.read')),
    );
    const found = (id: string) => names.get(id) ?? UNNAMED;
    return isPermitted(actor, 'personal.read') ? found : (id) => ({ ...found(id), name: null });
  }
}
