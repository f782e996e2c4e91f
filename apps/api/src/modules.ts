import { consularCases } from '#consular-cases';
import { numbering } from '#numbering';
import { type ModuleDescriptor } from '#platform';
import { subjects } from '#subjects';

/** Every module whose events stand in the log: what the programs verify, replay, fold and catalogue. */
export const MODULES: readonly ModuleDescriptor[] = [consularCases, subjects, numbering];
