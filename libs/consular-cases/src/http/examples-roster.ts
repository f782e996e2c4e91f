import { bodyOf, REPLACE, SUBJECT } from './examples.js';
import * as roster from './roster.dto.js';

export const ADD_ROSTER_ENTRIES = bodyOf(
  roster.AddRosterEntriesDto,
  'Somebody who has to leave',
  { entries: [{ subject: SUBJECT, status: 'to_evacuate', lastContactOn: '2022-06-10' }] },
  REPLACE,
);

const LISTED = 'For a person who is on the roster of the case.';

export const UPDATE_ROSTER_ENTRY = bodyOf(
  roster.UpdateRosterEntryDto,
  'They are out',
  { status: 'evacuated', lastContactOn: '2022-06-12' },
  LISTED,
);

export const REMOVE_ROSTER_ENTRY = bodyOf(
  roster.RemoveRosterEntryDto,
  'They were not there',
  { reason: 'Không ở trong vùng chiến sự.' },
  LISTED,
);
