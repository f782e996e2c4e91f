import { type ModuleDescriptor } from '#platform';
import { ERASED } from './domain/erasure.js';
import { subjectCodec } from './stored/events.codec.js';
import { subjectsProjection } from './projections/subjects.js';
import { SUBJECT_FIELDS } from './queries/labels.js';
import { identityDigest } from './queries/subject-collection.js';
import { subjectPairing } from './handlers/subject-merging.js';

/** What programs outside HTTP need to know of this module. */
export const subjects: ModuleDescriptor = {
  name: 'subjects',
  streams: [
    {
      category: subjectCodec.category,
      codec: subjectCodec,
      projection: (_office, keys) => subjectsProjection(identityDigest(keys)),
      fields: SUBJECT_FIELDS,
      erasedBy: ERASED,
      pairing: subjectPairing,
    },
  ],
};
