import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type KeyStore } from '#event-sourcing';
import { KEY_STORE } from '#platform';
import { type CaseAsItStands, CasesAsTheyStand, CasesNaming } from '#published-queries';
import { type ErasureFacts } from '../domain/erasure.js';
import { subjectStream } from '../domain/names.js';
import { SubjectReader } from '../queries/subject-reader.js';

/** {@link ErasureFacts}, with all that is known of the cases. */
export interface KnownErasureFacts extends ErasureFacts {
  readonly cases: readonly CaseAsItStands[];
}

/** Looks up what an erasure would do. */
@Injectable()
export class ErasureFactsReader {
  constructor(
    private readonly queries: QueryBus,
    private readonly reader: SubjectReader,
    @Inject(KEY_STORE) private readonly keys: KeyStore,
  ) {}

  /** @throws StoreUnavailable */
  async of(id: string): Promise<KnownErasureFacts> {
    const shares = await this.keys.sharesOf(subjectStream(id));
    const shared = shares.filter(({ owners }) => owners.length > 1).map(({ key }) => key);
    const ids = await this.queries.execute(new CasesNaming(id));
    const cases = await this.queries.execute(new CasesAsTheyStand(ids, shared));
    return { cases, keys: shares.length, unerased: await this.unerasedOf(id) };
  }

  private async unerasedOf(id: string): Promise<readonly string[]> {
    const { document } = await this.reader.asRecorded(id);
    const others = (document?.merged ?? []).map(async (other) => {
      const found = await this.reader.asRecorded(other);
      return found.document && found.document.erasedOn === null ? [other] : [];
    });
    return (await Promise.all(others)).flat();
  }
}
