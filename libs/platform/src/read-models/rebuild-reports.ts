import {
  type Document,
  type Lease,
  type ReadCollection,
  type ReadStore,
  type RebuildProgress,
} from '#event-sourcing';
import { type Instant } from '#kernel';

/** The last rebuild of a read model, as whoever keeps it has told. */
export interface RebuildReport extends RebuildProgress {
  /** Id of the member of the office. */
  readonly requestedBy: string;
  readonly startedAt: Instant;
  /** When the report was written: the last one, once it has ended. */
  readonly reportedAt: Instant;
}

type KeptReport = RebuildReport & Document;

const REPORTS = { name: 'rebuild-reports', version: '1', indexes: [] };

const UNDER_WAY: readonly RebuildProgress['phase'][] = ['building', 'comparing', 'leaving'];
export const isUnderWay = ({ phase }: Pick<RebuildProgress, 'phase'>): boolean => UNDER_WAY.includes(phase);

/** How rebuilds go, kept in the read store for every process that is asked. */
export class RebuildReports {
  private constructor(
    private readonly store: ReadStore,
    private readonly reports: ReadCollection<KeptReport>,
  ) {}

  static async open(store: ReadStore): Promise<RebuildReports> {
    return new RebuildReports(store, await store.collection<KeptReport>(REPORTS));
  }

  /** `null` for a read model that was not rebuilt yet. */
  async of(model: string): Promise<RebuildReport | null> {
    const kept = await this.reports.get(model);
    if (!kept) return null;
    const { id: _id, revision: _revision, ...report } = kept;
    return report;
  }

  async write(report: Omit<RebuildReport, 'reportedAt'>, lease?: Lease): Promise<void> {
    const id = report.projection;
    const revision = ((await this.reports.get(id))?.revision ?? -1) + 1;
    const body = { ...report, id, revision, reportedAt: new Date().toISOString() };
    await this.store.save([{ collection: this.reports, documents: [{ id, revision, body }] }], [], lease);
  }

  /** Says of rebuilds that are told to be under way that they have ended with their process: done, where it is live. */
  async interrupt(lease?: Lease): Promise<void> {
    for await (const page of this.reports.scan()) {
      for (const { body } of page) {
        if (!body || !isUnderWay(body)) continue;
        const wasSwitched = body.phase === 'leaving' || (await this.isLive(body));
        await this.write({ ...body, phase: wasSwitched ? 'done' : 'interrupted', secondsLeft: 0 }, lease);
      }
    }
  }

  private async isLive({ projection, version }: RebuildReport): Promise<boolean> {
    return (await this.store.liveVersion(projection)) === version;
  }
}
