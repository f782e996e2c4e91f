export { type ComparisonResult, type Difference } from './comparison.js';
export { differingFields } from './differing-fields.js';
export { Meter, type Metered } from './meter.js';
export {
  ON_DIFFERENCES,
  type OnDifference,
  Rebuild,
  REBUILD_PHASES,
  REBUILD_REASONS,
  type RebuildPhase,
  type RebuildProgress,
  type RebuildReason,
  RebuildRefused,
} from './rebuild.js';
