import { Injectable } from '@nestjs/common';
import { type Bilingual } from '../language.js';
import { READ_MODEL_PROBLEMS } from '../read-models/problems.js';
import { OWN_PROBLEMS } from './own-problems.js';
import { type ProblemDefinition, sentencesOf } from './problem.js';
import { PROCEDURE_PROBLEMS } from './procedure-problems.js';

type Details = Readonly<Record<string, unknown>>;

/** Every problem code this server can answer with. Modules add theirs when they are constructed. */
@Injectable()
export class ProblemCatalogue {
  private readonly definitions = new Map<string, ProblemDefinition>();

  private readonly events = new Map<string, Bilingual>();

  constructor() {
    this.register({ ...OWN_PROBLEMS, ...PROCEDURE_PROBLEMS, ...READ_MODEL_PROBLEMS });
  }

  /** @throws Error when a code is already defined: codes are stable and belong to one module. */
  register(problems: Readonly<Record<string, ProblemDefinition>>): void {
    for (const [code, definition] of Object.entries(problems)) {
      if (this.definitions.has(code)) throw new Error(`problem code ${code} is defined twice`);
      this.definitions.set(code, definition);
    }
  }

  find(code: string): ProblemDefinition | undefined {
    return this.definitions.get(code);
  }

  /** What events are called where a sentence names one by its `type`. */
  nameEvents(labels: Readonly<Record<string, Bilingual>>): void {
    for (const [type, label] of Object.entries(labels)) this.events.set(type, label);
  }

  /**
   * What a problem says, filled from its details: codes by their names, an event's `type` by its label, and a broken
   * `rule` by its own sentence, filled from `because`.
   */
  sentences(definition: ProblemDefinition, details: Details): Bilingual {
    const { type, rule, because } = details;
    const broken = typeof rule === 'string' ? this.find(rule) : undefined;
    const event = typeof type === 'string' ? this.events.get(type) : undefined;
    return sentencesOf(definition, {
      ...details,
      ...(event && { type: event }),
      ...(broken && { rule: this.sentences(broken, (because ?? {}) as Details) }),
    });
  }

  /** All codes with their definitions, in the order of codes. */
  list(): (ProblemDefinition & { readonly code: string })[] {
    return [...this.definitions.keys()].sort().flatMap((code) => {
      const definition = this.definitions.get(code);
      return definition ? [{ code, ...definition }] : [];
    });
  }
}
