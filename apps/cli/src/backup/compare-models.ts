import {
  type CollectionDefinition,
  differingFields,
  type ReadStore,
  type SavedDocument,
  sideBySide,
} from '#event-sourcing';

/** How the documents of a rebuilt read model stand to the live ones. */
export interface Comparison {
  /** Folded up to the same event, and equal. */
  same: number;
  /** Folded up to the same event, and not equal. */
  different: number;
  /** Live, and folded further, or not there at the time of the backup. */
  newer: number;
  /** Live documents that are missing, or folded less far. */
  older: number;
  /** The first document that is not as it should be, and the fields in which it differs. */
  first?: string;
}

const FIELDS = 5;

interface Side {
  readonly store: ReadStore;
  readonly definition: CollectionDefinition;
}

export async function compareModels(rebuilt: Side, live: Side): Promise<Comparison> {
  const comparison: Comparison = { same: 0, different: 0, newer: 0, older: 0 };
  const [one, other] = [await collectionOf(rebuilt), await collectionOf(live)];
  for await (const [ours, theirs] of sideBySide(one, other)) {
    const verdict = verdictOf(ours, theirs);
    comparison[verdict] += 1;
    if (verdict === 'older') comparison.first ??= ours?.id ?? '';
    if (verdict === 'different')
      comparison.first ??= `${ours?.id} (${fieldsOf(ours, theirs).join(', ') || 'whole'})`;
  }
  return comparison;
}

const collectionOf = ({ store, definition }: Side) => store.collection(definition);

function verdictOf(ours?: SavedDocument, theirs?: SavedDocument): 'same' | 'different' | 'newer' | 'older' {
  if (!ours) return 'newer';
  if (!theirs || theirs.revision < ours.revision) return 'older';
  if (theirs.revision > ours.revision) return 'newer';
  return fieldsOf(ours, theirs, 1).length === 0 ? 'same' : 'different';
}

const fieldsOf = (ours?: SavedDocument, theirs?: SavedDocument, limit = FIELDS): readonly string[] =>
  differingFields(ours?.body, theirs?.body, limit);
