import { readFileSync } from 'node:fs';
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { type z } from 'zod';
import { type Fault, Office } from './office.js';
import { OfficeProfileError } from './office-profile-error.js';
import { crossFaults } from './office-references.js';
import { officeSchema } from './office-schema.js';

/** The shape, and what in it has to fit together. */
const profileSchema = officeSchema.superRefine((profile, context) => {
  for (const { path, message } of crossFaults(profile)) context.addIssue({ code: 'custom', path, message });
});

/** Reads and checks the profile at `path`. @throws OfficeProfileError */
export function loadOffice(path: string): Office {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new OfficeProfileError([`${path}:1: cannot be read (${(cause as NodeJS.ErrnoException).code})`], {
      cause,
    });
  }
  return parseOffice(text, path);
}

/** As {@link loadOffice} for a text; `path` only names it in faults. @throws OfficeProfileError */
export function parseOffice(text: string, path: string): Office {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new OfficeProfileError(
      document.errors.map(
        ({ pos, message }) => `${path}:${lines.linePos(pos[0]).line}: ${firstLine(message)}`,
      ),
    );
  }
  const result = profileSchema.safeParse(document.toJS());
  const placed = ({ at, reason }: Fault) => ({
    line: lineOf(document, lines, at),
    reason: `${at.join('.')}: ${reason}`,
  });
  const failure = (faults: readonly Fault[]) =>
    new OfficeProfileError(
      faults
        .map(placed)
        .sort((a, b) => a.line - b.line)
        .map(({ line, reason }) => `${path}:${line}: ${reason}`),
    );
  if (result.success) return new Office(result.data, failure);
  throw failure(result.error.issues.flatMap(located));
}

type Path = Fault['at'];

function located(issue: z.core.$ZodIssue): Fault[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code !== 'unrecognized_keys') return [{ at: path, reason: issue.message }];
  return issue.keys.map((key) => ({ at: [...path, key], reason: 'is not known here' }));
}

/** The line of the key at `path`, or of the nearest thing around it that exists. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const offset = offsetOf(document, path.slice(0, length));
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return 1;
}

function offsetOf(document: Document, path: Path): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
    if (pair && isNode(pair.key)) return pair.key.range?.[0];
  }
  const node = document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

const firstLine = (message: string): string =>
  message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? message;
