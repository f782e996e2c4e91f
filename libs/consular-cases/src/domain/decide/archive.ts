import { type CaseContext } from '../commands/index.js';
import { refuse } from '../errors.js';
import { type Retention } from '../events/archive.js';
import { type KindCode } from '../kinds/index.js';
import { type Decide, happened, ownersOf, ready, text, texts } from './deciding.js';
import { repeats } from './repeats.js';

/** The papers are in order and it is set how long they are kept. // G-9, domain rules */
export const closeFile: Decide<'CloseFile'> = ({ data }, state, context) => {
  const { weededOn, retention, remark } = data;
  if (repeats(state, 'FileClosed', { weededOn, retention }, [remark], context)) return [];
  const file = ready(state, 'FileClosed');
  const closed = {
    weededOn,
    retention: retentionFor(file.kind, retention, context),
    ...texts(ownersOf(file), { remark }),
  };
  return happened('FileClosed', closed, context);
};

/** The archive has the file. // G-10, domain rules */
export const handOverToArchive: Decide<'HandOverToArchive'> = ({ data: { reference } }, state, context) => {
  const owners = ownersOf(ready(state, 'FileTransferredToArchive'));
  return happened('FileTransferredToArchive', { reference: text(owners, 'reference', reference) }, context);
};

/** How long a file of that kind is kept by a rule of the office's. @throws CaseRefusal when no rule for it is called so */
function retentionFor(kind: KindCode, code: string, { facts }: CaseContext): Retention {
  const { retention } = facts.reference;
  const special = retention.filter(({ kinds }) => kinds?.includes(kind));
  const fitting = special.length > 0 ? special : retention.filter(({ kinds }) => !kinds);
  const rule = fitting.find((each) => each.code === code);
  if (rule) return { rule: rule.code, period: rule.years };
  return refuse('consular-case.retention-not-for-kind', {
    rule: code,
    allowed: fitting.map((each) => each.code),
  });
}
