import { Injectable } from '@nestjs/common';
import { type Actor } from '#kernel';
import { API_BASE, type Bilingual, isPermitted, ProblemCatalogue, sentencesOf } from '#platform';
import { commandPath } from './command-path.js';
import { standingRefusal } from '../domain/admits.js';
import { allowedActions, recordActions, type RecordCommandType } from '../domain/actions.js';
import { COMMAND_LABELS } from '../domain/command-labels.js';
import { type ConsularCaseCommandType } from '../domain/commands/index.js';
import { protectionOf } from '../domain/rules/protected.js';
import { type ConsularCaseDocument } from '../projections/index.js';
import { ProtectedElsewhere } from './protected-elsewhere.js';

/** A command on the case: allowed now, or the rule that stands in the way. */
export interface ActionView {
  readonly command: ConsularCaseCommandType | RecordCommandType;
  /** What it is called, allowed or not. */
  readonly label: Bilingual;
  /** Where it is sent to. */
  readonly href: string;
  readonly allowed: boolean;
  readonly code?: string;
  readonly reason?: Bilingual;
}

/** Says what can be done with a case, and why not the rest. */
@Injectable()
export class ActionsView {
  constructor(
    private readonly problems: ProblemCatalogue,
    private readonly elsewhere: ProtectedElsewhere,
  ) {}

  async of({ id, case: state }: ConsularCaseDocument, actor: Actor): Promise<ActionView[]> {
    // The rule in the way can say something about a person: it is for who works on the case.
    const denied = isPermitted(actor, 'case.command')
      ? null
      : { code: 'access.denied', details: { role: actor.role, permission: ['case.command'] } };
    const hangsOnOthers =
      !denied && standingRefusal(state, 'CaseWithdrawn') === null && protectionOf(state) === null;
    const elsewhere = hangsOnOthers ? await this.elsewhere.asFarAsFolded({ id, merged: state.merged }) : null;
    return [...allowedActions(state, elsewhere), ...recordActions(state)]
      .filter(({ command }) => command !== 'OpenConsularCase')
      .map((action) => {
        const { command } = action;
        const href = `/${API_BASE}/consular-cases/${id}/${commandPath(command)}`;
        const named = { command, label: COMMAND_LABELS[command], href };
        const refused = denied ?? (action.allowed ? null : action);
        if (!refused) return { ...named, allowed: true };
        return { ...named, allowed: false, code: refused.code, ...this.reason(refused) };
      });
  }

  private reason({ code, details }: { code: string; details: Readonly<Record<string, unknown>> }) {
    const definition = this.problems.find(code);
    return definition ? { reason: sentencesOf(definition, details) } : {};
  }
}
