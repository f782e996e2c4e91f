export { CONSULAR_CASE_FIELDS } from './case-fields.js';
export { type ConsularCaseDocument, consularCaseProjection } from './consular-cases.js';
