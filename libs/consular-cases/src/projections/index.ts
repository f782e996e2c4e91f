export { CONSULAR_CASE_FIELDS } from './case-fields.js';
export { type CaseLine, type ConsularCaseDocument, consularCaseProjection } from './consular-cases.js';
