import { type EventCodec, type KeyStore, type LabelledField, type Projection } from '#event-sourcing';
import { type Office } from './office/office.js';

/** One stream type of a module, as programs outside HTTP need it: to decode, fold, replay, verify and catalogue it. */
export interface StreamDescriptor {
  /** `consularCase` */
  readonly category: string;
  readonly codec: EventCodec;
  /** The read model that shows one stream whole; its steps are what history and replay show. */
  projection?(office: Office, keys: KeyStore): Projection;
  /** Names of that document's fields, in the order in which a person reads them. */
  readonly fields?: readonly LabelledField[];
}

/** What a module tells the programs: each module's `index.ts` exports one. */
export interface ModuleDescriptor {
  /** `consular-cases` */
  readonly name: string;
  readonly streams: readonly StreamDescriptor[];
}
