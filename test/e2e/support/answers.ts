/** Codes of the kinds of case, as reports and golden figures have them. */
export const KIND_CODES = [
  'detention',
  'death_abroad',
  'conflict_evacuation',
  'trafficking',
  'rescue_return',
  'prison_release',
  'remains_repatriation',
  'missing',
  'deportation',
  'fishermen',
  'labour',
  'unspecified',
] as const;

/** What specs look at in a whole case. */
export interface CaseAnswer {
  readonly id: string;
  readonly revision: number;
  readonly number: string;
  readonly phase: string;
  readonly phases: readonly { readonly phase: string; readonly until: string | null }[];
  readonly actions: readonly {
    readonly command: string;
    readonly allowed: boolean;
    readonly code?: string;
  }[];
  readonly notes: readonly { readonly text: string | null }[];
  readonly personalShown: boolean;
}

export interface HistoryAnswer {
  readonly revision: number;
  readonly entries: readonly {
    readonly id: string;
    readonly revision: number;
    readonly type: string;
    readonly label: { readonly vi: string; readonly en: string };
    readonly recordedAt: string;
    readonly changes: readonly {
      readonly field: string;
      readonly before: unknown;
      readonly after: unknown;
    }[];
  }[];
}
