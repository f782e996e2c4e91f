import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { categoryOf, idOf, type KeyStore, sealedUnder, type Share } from '#event-sourcing';
import { KEY_STORE } from '#platform';
import {
  type CaseAsItStands,
  CasesAmended,
  CasesAsTheyStand,
  CasesNaming,
  type SharedText,
} from '#published-queries';
import { type ErasureFacts } from '../domain/erasure.js';
import { SUBJECT_CATEGORY, subjectStream } from '../domain/names.js';
import { SubjectReader } from './subject-reader.js';

/** {@link ErasureFacts}, with all that is known of the cases and texts. */
export interface KnownErasureFacts extends ErasureFacts {
  readonly cases: readonly CaseAsItStands[];
  readonly records: readonly { readonly id: string; readonly sharedTexts: readonly SharedText[] }[];
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
    const naming = await this.queries.execute(new CasesAsTheyStand(ids, shared));
    const keys = shares.map(({ key }) => key);
    const cases = [...naming, ...(await this.alsoSaying(naming, keys))];
    const records = await this.recordsSharing(id, shares);
    return { cases, records, keys: shares.length, unerased: await this.unerasedOf(id) };
  }

  /** Why two records were merged, and why that was taken back, is about both: about two people, once they are two. */
  private async recordsSharing(id: string, shares: readonly Share[]): Promise<KnownErasureFacts['records']> {
    const same = new Set(await this.recordsOf(id));
    const between = shares.flatMap(({ key, owners }) => {
      const others = owners.filter((owner) => owner !== subjectStream(id));
      const [other = ''] = others;
      return others.length === 1 && categoryOf(other) === SUBJECT_CATEGORY && !same.has(idOf(other))
        ? { key, other: idOf(other) }
        : [];
    });
    const keys = new Set(between.map(({ key }) => key));
    const ids = keys.size === 0 ? [] : [id, ...new Set(between.map(({ other }) => other))];
    return Promise.all(
      ids.map(async (record) => {
        const stored = await this.reader.stored(record);
        const sharedTexts = stored.flatMap(({ id: event, type, revision, data }) =>
          sealedUnder(data, keys).map((field) => ({ event, type, revision, field })),
        );
        return { id: record, sharedTexts };
      }),
    );
  }

  /** The ids of all records of the person, as they say themselves. // G-8 */
  private async recordsOf(id: string): Promise<readonly string[]> {
    const { document } = await this.reader.asRecorded(id);
    const into = document?.mergedInto ?? null;
    if (into === null) return [id, ...(document?.merged ?? [])];
    const { document: standsFor } = await this.reader.asRecorded(into);
    return [id, into, ...(standsFor?.merged ?? [])];
  }

  /**
   * Cases that do not name the person, and hold something under the person's keys all the same: they once did, which
   * was taken back since, or were merged with one that does. What was written then, and still stands, is about others.
   */
  private async alsoSaying(
    naming: readonly CaseAsItStands[],
    keys: readonly string[],
  ): Promise<readonly CaseAsItStands[]> {
    if (keys.length === 0) return [];
    const known = new Set(naming.map(({ id }) => id));
    const amended = await this.queries.execute(new CasesAmended());
    const others = new Set([...amended, ...naming.flatMap(({ mergedWith }) => mergedWith)]);
    const asked = [...others].filter((id) => !known.has(id));
    const found = await this.queries.execute(new CasesAsTheyStand(asked, keys));
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
