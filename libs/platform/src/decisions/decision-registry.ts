import { Injectable } from '@nestjs/common';
import { type Document, type StreamName } from '#event-sourcing';
import { type Actor, type Decision } from '#kernel';
import { type KindOfDecision } from './decision-view.js';

/** A record about which something waits to be decided. */
export interface WaitingRecord extends Pick<Document, 'id' | 'revision'> {
  readonly stream: StreamName;
  /** What people call it, as the reader may be told: its number, or a name. */
  readonly title: string;
  /** Where it stands below the resource, if not under its id. */
  readonly path?: string;
  readonly decisions: readonly Decision[];
  /** Ids of the proposals that the reader may decide now. */
  readonly decidable: ReadonlySet<string>;
}

/** The decisions of one stream type, as they are asked for across modules. */
export interface DecidedRecords {
  /** `consular-cases`: where the records stand in addresses. */
  readonly resource: string;
  readonly kinds: readonly KindOfDecision[];
  /** Records with something of `kinds` waiting, at most `limit`, as `reader` may see them. */
  waiting(kinds: readonly string[], limit: number, reader: Actor): Promise<readonly WaitingRecord[]>;
}

/** Every stream type with decisions inside the office. Modules add theirs when they are constructed. */
@Injectable()
export class DecisionRegistry {
  private readonly records: DecidedRecords[] = [];

  add(records: DecidedRecords): void {
    this.records.push(records);
  }

  all(): readonly DecidedRecords[] {
    return this.records;
  }
}
