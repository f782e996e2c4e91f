import { type Recorded } from '#kernel';
import { besides } from '#platform';

/** What stands beside an event: the revisions of what it is about, and of what corrected it or took it out later. */
export interface Asides {
  /** The event that a correction or voiding is about. */
  readonly corrects?: Place;
  /** What corrected it and stands, oldest first: the last one counts. */
  readonly correctedBy?: readonly Place[];
  readonly voidedBy?: Place;
  /** The proposal that a decision is about. */
  readonly proposal?: Place;
}

/** Where an event stands in its stream. */
export interface Place {
  readonly revision: number;
  readonly type: string;
}

/** What stands beside each event of a history, in its order. */
export function asidesOf(history: readonly Recorded[]): readonly Asides[] {
  const places = new Map<string, Place>(history.map(({ id, revision, type }) => [id, { revision, type }]));
  const placeOf = (id: string | undefined): Place | undefined =>
    id === undefined ? undefined : places.get(id);
  const besideOf = besides(history);
  return history.map((event) => {
    const { corrects, correctedBy = [], voidedBy, proposal } = besideOf(event);
    const own = proposal === event.id ? undefined : placeOf(proposal);
    const corrections = correctedBy.flatMap((id) => placeOf(id) ?? []);
    const [target, voiding] = [placeOf(corrects), placeOf(voidedBy)];
    return {
      ...(target && { corrects: target }),
      ...(corrections.length > 0 && { correctedBy: corrections }),
      ...(voiding && { voidedBy: voiding }),
      ...(own && { proposal: own }),
    };
  });
}

/** The same in words, a line each; none where nothing stands beside. */
export function asideLines({ corrects, correctedBy = [], voidedBy, proposal }: Asides): string[] {
  return [
    ...(corrects ? [`about ${named(corrects)}`] : []),
    ...(proposal ? [`by ${named(proposal)}`] : []),
    ...(correctedBy.length > 0 ? [`corrected later by ${correctedBy.map(named).join(', ')}`] : []),
    ...(voidedBy ? [`voided later by ${named(voidedBy)}`] : []),
  ];
}

const named = ({ type, revision }: Place): string => `${type} (revision ${revision})`;
