import { type FieldChange, fieldDiff, type LabelledField } from '#event-sourcing';
import {
  type DomainEvent,
  effectiveHistory,
  isDecision,
  type ProceduralEvent,
  type Recorded,
  voidedIn,
} from '#kernel';
import { type SealedEntry, type ShownDecision } from './history-entry.js';

type Event = Recorded<DomainEvent | ProceduralEvent>;
type Beside = Pick<
  SealedEntry,
  'corrects' | 'evidence' | 'correctedBy' | 'voidedBy' | 'proposal' | 'decision'
>;

/**
 * What stands beside each event of a history: what it corrects or decides, and what corrected or took it out. By the
 * event's id, as everything is known at the end of `history`.
 */
export function besides(history: readonly Event[]): (event: Event) => Beside {
  const voided = voidedIn(history);
  const corrections = new Map<string, string[]>();
  const voidings = new Map<string, string>();
  for (const event of history) {
    if (voided.has(event.id)) continue;
    if (isCorrection(event)) {
      corrections.set(event.data.target, [...(corrections.get(event.data.target) ?? []), event.id]);
    }
    if (isVoiding(event)) voidings.set(event.data.target, event.id);
  }
  return (event) => {
    const correctedBy = corrections.get(event.id);
    const voidedBy = voidings.get(event.id);
    return {
      ...saidBy(event),
      ...(correctedBy && { correctedBy }),
      ...(voidedBy !== undefined && { voidedBy }),
    };
  };
}

function saidBy(event: Event): Beside {
  if (isCorrection(event)) {
    const { target, evidence } = event.data;
    return { corrects: target, ...(evidence !== undefined && { evidence }) };
  }
  if (isVoiding(event)) return { corrects: event.data.target, proposal: event.data.proposal };
  return isDecision(event) ? { ...proposalOf(event), decision: decisionIn(event) } : {};
}

const proposalOf = ({ id, data }: Recorded<ProceduralEvent>): { readonly proposal: string } => ({
  proposal: 'proposal' in data ? data.proposal : id,
});

function decisionIn({ data }: Recorded<ProceduralEvent>): ShownDecision {
  return {
    ...('kind' in data && { kind: data.kind }),
    ...('verdict' in data && { verdict: data.verdict }),
    ...('seenRevision' in data && { seenRevision: data.seenRevision }),
  };
}

const PLACED: readonly LabelledField[] = [
  { field: 'occurredOn', label: { vi: 'Ngày xảy ra', en: 'Happened on' } },
  { field: 'source.register', label: { vi: 'Sổ văn bản', en: 'Register' } },
  { field: 'source.number', label: { vi: 'Số đăng ký', en: 'Register number' } },
  { field: 'source.symbol', label: { vi: 'Ký hiệu', en: 'Symbol' } },
  { field: 'source.date', label: { vi: 'Ngày văn bản', en: 'Date of the paper' } },
  { field: 'source.signedOn', label: { vi: 'Ngày ký', en: 'Signed on' } },
  { field: 'source.issuer', label: { vi: 'Nơi ban hành', en: 'Issuer' } },
];

/**
 * What a correction, or the voiding of one, changes of the day and the paper of the event it is about. Its payload's
 * changes show in what the history folds to.
 */
export function placeChanges(before: readonly Event[], event: Event): readonly FieldChange[] {
  const target = originalOf(before, event);
  const standing = (history: readonly Event[]) => effectiveHistory(history).find(({ id }) => id === target);
  const [from, to] = [standing(before), standing([...before, event])];
  // What was taken out or brought back shows whole.
  return from && to ? fieldDiff(from, to, PLACED) : [];
}

/** The event that a correction, or a voiding of a correction, is about in the end. */
function originalOf(history: readonly Event[], event: Event): string | undefined {
  if (!isCorrection(event) && !isVoiding(event)) return undefined;
  const target = history.find(({ id }) => id === event.data.target);
  return target && isCorrection(target) ? target.data.target : event.data.target;
}

const isCorrection = (event: Event): event is Extract<Event, { readonly type: 'FactCorrected' }> =>
  event.type === 'FactCorrected';
const isVoiding = (event: Event): event is Extract<Event, { readonly type: 'EventVoided' }> =>
  event.type === 'EventVoided';
