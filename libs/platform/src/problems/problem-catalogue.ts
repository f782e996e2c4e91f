import { Injectable } from '@nestjs/common';
import { OWN_PROBLEMS } from './own-problems.js';
import { type ProblemDefinition } from './problem.js';

/** Every problem code this server can answer with. Modules add theirs when they are constructed. */
@Injectable()
export class ProblemCatalogue {
  private readonly definitions = new Map<string, ProblemDefinition>();

  constructor() {
    this.register(OWN_PROBLEMS);
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

  /** All codes with their definitions, in the order of codes. */
  list(): (ProblemDefinition & { readonly code: string })[] {
    return [...this.definitions.keys()].sort().flatMap((code) => {
      const definition = this.definitions.get(code);
      return definition ? [{ code, ...definition }] : [];
    });
  }
}
