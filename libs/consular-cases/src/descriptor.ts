import { type ModuleDescriptor } from '#platform';
import { abandonIntake } from './handlers/abandon-intake.js';
import { casePairing } from './handlers/case-pairing.js';
import { KIND_CODES } from './domain/kinds/index.js';
import { consularCaseCodec } from './stored/events.codec.js';
import { CONSULAR_CASE_FIELDS, consularCaseProjection } from './projections/index.js';
import { ROSTER_FIELDS, rosterProjection } from './projections/roster.js';
import { rosterCodec } from './stored/roster.codec.js';

/** What programs outside HTTP need to know of this module. */
export const consularCases: ModuleDescriptor = {
  name: 'consular-cases',
  streams: [
    {
      category: consularCaseCodec.category,
      codec: consularCaseCodec,
      projection: (office) => consularCaseProjection(office.calendar),
      fields: CONSULAR_CASE_FIELDS,
      abandonIntake,
      pairing: casePairing,
      fileKinds: KIND_CODES,
    },
    {
      category: rosterCodec.category,
      codec: rosterCodec,
      projection: () => rosterProjection,
      fields: ROSTER_FIELDS,
    },
  ],
};
