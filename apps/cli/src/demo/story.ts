import { commandIdOf, newIdOf } from '#event-sourcing';
import {
  type AttachDocument,
  type ChangeConsularCase,
  consularCaseCodec,
  type OpenCase,
} from '#consular-cases';
import { type LocalDate } from '#kernel';
import { type CommandDto } from '#platform';
import { type CorrectSubjectDetailsDto, type RegisterSubjectDto, subjectCodec } from '#subjects';

type CaseCommand = OpenCase['command'] | ChangeConsularCase['command'];
type CommandType = CaseCommand['type'];
type DataOf<T extends CommandType> = Extract<CaseCommand, { type: T }>['data'];

type Description = AttachDocument['description'];

/** The number that another story's case was given, by that story's key. */
export type Numbers = (story: string) => string;

/** The paper that a command rests on, as its body names it. */
export type SourcePaper = NonNullable<CommandDto['source']>;

/** What stands beside a command: the day it happened when it was not today, its paper, for whom it was done. */
export interface Beside {
  readonly on?: LocalDate;
  readonly source?: SourcePaper;
  readonly onBehalfOf?: string;
}

/** A paper for the file, made up while the demo is loaded. */
export interface DemoPaper extends Pick<Description, 'kind' | 'title'> {
  readonly lines: readonly string[];
  readonly copyKind?: Description['copyKind'];
  readonly pages?: number;
  readonly as?: 'pdf' | 'text';
}

/** What is done at one moment of the demo's year. */
type Deed =
  | { readonly kind: 'register'; readonly body: RegisterSubjectDto }
  | { readonly kind: 'correct'; readonly body: CorrectSubjectDetailsDto }
  | { readonly kind: 'open'; readonly type: 'OpenConsularCase'; readonly body: OpenBody }
  | {
      readonly kind: 'change';
      readonly type: ChangeConsularCase['command']['type'];
      readonly body: (numbers: Numbers) => CommandDto & object;
    }
  | { readonly kind: 'attach'; readonly paper: DemoPaper; readonly beside: CommandDto };

type OpenBody = CommandDto & DataOf<'OpenConsularCase'>;

export interface Step {
  /** The idempotency key: the same in every run, so that a run that was cut short can be continued. */
  readonly key: string;
  readonly story: string;
  /** The office's wall clock: `2022-03-02 09:10`. */
  readonly when: string;
  /** Id of a member of staff. */
  readonly by: string;
  /** Id of the case, or of the subject that is registered or corrected. */
  readonly id: string;
  readonly deed: Deed;
}

/** Stands in every key: another telling of the year is another demo. */
export const DEMO = 'demo-2022/1';

/** One case told in the order in which the office recorded it. Every id follows from the story, none from chance. */
export class Story {
  readonly steps: Step[] = [];
  private caseId = '';

  constructor(readonly key: string) {}

  /** A person or legal entity becomes known; its id. */
  register(when: string, by: string, subject: Omit<RegisterSubjectDto, keyof CommandDto>): string {
    const id = newIdOf(subjectCodec.category, this.nextCommandId(by));
    return this.add(when, by, id, { kind: 'register', body: subject });
  }

  /** What was written down wrong about somebody is put right. */
  correct(
    when: string,
    by: string,
    subject: string,
    body: Omit<CorrectSubjectDetailsDto, keyof CommandDto>,
  ): void {
    this.add(when, by, subject, { kind: 'correct', body });
  }

  /** The intake. */
  open(when: string, by: string, data: DataOf<'OpenConsularCase'>, beside: Beside = {}): void {
    this.caseId = newIdOf(consularCaseCodec.category, this.nextCommandId(by));
    const body = { ...data, ...asBody(beside) };
    this.add(when, by, this.caseId, { kind: 'open', type: 'OpenConsularCase', body });
  }

  /** Any later command on the case; data that names another case is made when its number is known. */
  at<T extends ChangeConsularCase['command']['type']>(
    when: string,
    by: string,
    type: T,
    data: DataOf<T> | ((numbers: Numbers) => DataOf<T>),
    beside: Beside = {},
  ): void {
    const dataFor = typeof data === 'function' ? data : () => data;
    const body = (numbers: Numbers) => ({ ...dataFor(numbers), ...asBody(beside) });
    this.add(when, by, this.caseId, { kind: 'change', type, body });
  }

  /** A paper goes into the file; the id under which dossiers name it. */
  attach(when: string, by: string, paper: DemoPaper, beside: Beside = {}): string {
    const stream = `${consularCaseCodec.category}-${this.caseId}`;
    const documentId = newIdOf(`document/${stream}`, this.nextCommandId(by));
    this.add(when, by, this.caseId, { kind: 'attach', paper, beside: asBody(beside) });
    return documentId;
  }

  private add(when: string, by: string, id: string, deed: Deed): string {
    if (id === '') throw new Error(`the story ${this.key} does something before it opens its case`);
    this.steps.push({ key: this.nextKey(), story: this.key, when, by, id, deed });
    return id;
  }

  private nextKey(): string {
    return `${DEMO}/${this.key}/${this.steps.length + 1}`;
  }

  private nextCommandId(by: string): string {
    return commandIdOf(by, this.nextKey());
  }
}

/** Tells a story from its beginning to where it stands at the end of the year. */
export function story(key: string, tell: (story: Story) => void): Story {
  const told = new Story(key);
  tell(told);
  return told;
}

const asBody = ({ on, source, onBehalfOf }: Beside): CommandDto => ({
  ...(on !== undefined && { occurredOn: on }),
  ...(source && { source }),
  ...(onBehalfOf !== undefined && { onBehalfOf }),
});
