import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type KeyStore } from '#event-sourcing';
import { KEY_STORE } from '#platform';
import { type CaseAsItStands, CasesAmended, CasesAsTheyStand, CasesNaming } from '#published-queries';
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
    const naming = await this.queries.execute(new CasesNaming(id));
    const cases = [
      ...(await this.queries.execute(new CasesAsTheyStand(naming, shared))),
      ...(await this.onceNaming(
        naming,
        shares.map(({ key }) => key),
      )),
    ];
    return { cases, keys: shares.length, unerased: await this.unerasedOf(id) };
  }

  /**
   * Cases that said something of the person which was taken back since: what was written then, and still stands, is
   * about others now and lies under the person's keys all the same.
   */
  private async onceNaming(
    naming: readonly string[],
    keys: readonly string[],
  ): Promise<readonly CaseAsItStands[]> {
    if (keys.length === 0) return [];
    const amended = (await this.queries.execute(new CasesAmended())).filter((id) => !naming.includes(id));
    const found = await this.queries.execute(new CasesAsTheyStand(amended, keys));
    return found
      .filter(
        ({ sharedTexts, attachments }) =>
          sharedTexts.length > 0 || attachments.some(({ key }) => keys.includes(key)),
      )
      .map((each) => ({ ...each, running: false }));
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
