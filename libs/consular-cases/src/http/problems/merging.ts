import { type ProblemDefinition } from '#platform';
import { type CaseErrorCode } from '../../domain/errors.js';
import { PHASES } from '../../domain/vocabulary/index.js';
import { RELATIONS } from '../../domain/vocabulary/turns.js';
import { EVENT_NAMES } from '../../projections/event-labels.js';
import { conflict } from './conflict.js';

/** What stands in the way of two cases' becoming one, being linked, or being two again. */
export const MERGING_PROBLEMS = {
  'consular-case.already-linked': conflict(
    'Vụ việc này đã được liên kết với {number} ({relation})',
    'This case is linked with {number} already ({relation})',
    { relation: RELATIONS },
  ),
  'consular-case.link-contradicts': conflict(
    'Không thể liên kết với {number} ({relation}): đã ghi nhận thứ tự ngược lại giữa hai vụ việc',
    'This case cannot be linked with {number} ({relation}): the two stand linked the other way round',
    { relation: RELATIONS },
  ),
  'consular-case.already-merged': conflict(
    'Vụ việc {number} đã được nhập vào {into}',
    'The case {number} is merged into {into} already',
  ),
  'consular-case.holds-merged-cases': conflict(
    'Vụ việc {number} đang đại diện cho {merged}: hãy nhập vụ việc kia vào {number}, hoặc tách lại trước',
    'The case {number} stands for {merged}: merge the other one into {number}, or take that back first',
  ),
  'consular-case.merge-of-ended-case': conflict(
    'Không thể nhập vụ việc {number} vì đang ở giai đoạn: {phase}',
    'The case {number} cannot be merged, as it stands: {phase}',
    { phase: PHASES },
  ),
  'consular-case.merge-of-roster': conflict(
    'Vụ việc {number} có danh sách rà soát ({people} người): hãy nhập vụ việc này vào {number}, hoặc đưa mọi người khỏi danh sách trước',
    'The case {number} has people on its roster ({people}): merge this one into {number}, or take them off it first',
  ),
  'consular-case.merge-relied-on': conflict(
    'Không thể tách lại {number}: sau khi nhập đã có {event} ngày {on}',
    'The merge of {number} cannot be taken back: since then there was, on {on}: {event}',
    { event: EVENT_NAMES },
  ),
  'consular-case.merged': conflict(
    'Vụ việc đã được nhập vào {into}, chỉ còn để xem',
    'The case was merged into {into} and is only to be read',
  ),
  'consular-case.not-merged': conflict(
    'Vụ việc {number} không được nhập vào vụ việc này',
    'The case {number} is not merged into this one',
  ),
  'consular-case.nothing-merged': conflict(
    'Không có vụ việc nào được nhập vào vụ việc này',
    'No case is merged into this one',
  ),
} satisfies { readonly [C in CaseErrorCode]?: ProblemDefinition };
