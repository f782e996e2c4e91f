export {
  type Amendable,
  type Changes,
  type FactRevision,
  type Procedure,
  type ProcedureCommand,
  type ProcedureCommandOf,
} from './procedure.js';
export { PROCEDURE_LABELS } from './labels.js';
export { decidableIn } from './may-decide.js';
export { dossierRevision } from './dossier.js';
export { proceduralShapes, VOID_EVENT } from './shapes.js';
export { voiding, type VoidingOptions } from './voiding.js';
