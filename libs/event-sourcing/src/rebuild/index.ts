export { type ComparisonResult, type Difference } from './comparison.js';
export { differingFields } from './differing-fields.js';
export { Meter, type Metered } from './meter.js';
export {
  ON_DIFFERENCES,
  type OnDifference,
  Rebuild,
  type RebuildPhase,
  type RebuildProgress,
  RebuildRefused,
} from './rebuild.js';
