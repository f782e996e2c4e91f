import {
  type CommandProcessor,
  type CommandRequest,
  type EventCodec,
  type EventStore,
  type KeyStore,
  type LabelledField,
  type Projection,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';
import { type CommandContext } from '#kernel';
import { type Office } from './office/office.js';

/** A stream that has a number and no events, and why it never will have. */
export interface LostIntake {
  readonly stream: StreamName;
  /** `BHCD-2022-0007` */
  readonly number: string;
  readonly reason: string;
}

/** What carrying out a command needs outside HTTP: who, when, and what makes it the same command. */
export interface ProgramCommand {
  readonly context: Omit<CommandContext, 'facts'>;
  readonly request: CommandRequest;
}

/** What a program puts in a module's hands. */
export interface ProgramDeps {
  readonly processor: CommandProcessor;
  readonly office: Office;
}

/** As {@link ProgramDeps}, to look at what was recorded, too. */
export interface LogDeps extends ProgramDeps {
  readonly events: EventStore;
}

/** Two streams that one deed joins: the first records it, then the second. */
export interface StreamPair {
  readonly first: StreamName;
  readonly second: StreamName;
}

/** What an event says of a pair: on which side it stands, and whether that side says that they are joined. */
export interface PairedEvent extends StreamPair {
  readonly side: keyof StreamPair;
  readonly joined: boolean;
}

/** A deed that spans two streams, which a crash can leave half done: both sides have to say the same. */
export interface Pairing {
  /** `null` for an event that is about no pair. */
  read(event: StoredEvent): PairedEvent | null;
  /** Brings the second stream to where the first is, or the first one back. The same command again changes nothing. */
  finish(deps: LogDeps, pair: StreamPair, command: ProgramCommand): Promise<void>;
}

/** One stream type of a module, as programs outside HTTP need it: to decode, fold, replay, verify and catalogue it. */
export interface StreamDescriptor {
  /** `consularCase` */
  readonly category: string;
  readonly codec: EventCodec;
  /** The read model that shows one stream whole; its steps are what history and replay show. */
  projection?(office: Office, keys: KeyStore): Projection;
  /** Names of that document's fields, in the order in which a person reads them. */
  readonly fields?: readonly LabelledField[];
  /**
   * Closes a stream whose intake took a number and then never came: appends `IntakeAbandoned`, expecting no events.
   * The same command again changes nothing. Only for streams that are numbered. // docs/adr/007
   */
  abandonIntake?(deps: ProgramDeps, intake: LostIntake, command: ProgramCommand): Promise<void>;
  /** The type of the event after which no key of the stream's own may be left. // docs/adr/022 */
  readonly erasedBy?: string;
  /** Kinds of file that the office's rules of retention may be for. // G-9, domain rules */
  readonly fileKinds?: readonly string[];
  /** Only for streams that can be merged. // docs/adr/021 */
  readonly pairing?: Pairing;
}

/** What a module tells the programs: each module's `index.ts` exports one. */
export interface ModuleDescriptor {
  /** `consular-cases` */
  readonly name: string;
  readonly streams: readonly StreamDescriptor[];
}

/** What the profile says fits the modules, beyond what its shape shows. @throws OfficeProfileError */
export function assertOfficeFits(office: Office, modules: readonly ModuleDescriptor[]): void {
  for (const { category, fileKinds } of modules.flatMap(({ streams }) => streams)) {
    if (fileKinds) office.retentionRules(category, fileKinds);
  }
}

/** Every read model that the modules name, once each. */
export function projectionsOf(
  modules: readonly ModuleDescriptor[],
  office: Office,
  keys: KeyStore,
): readonly Projection[] {
  const types = modules.flatMap(({ streams }) => streams);
  const all = types.flatMap((type) => type.projection?.(office, keys) ?? []);
  return [...new Map(all.map((projection) => [projection.name, projection])).values()];
}
