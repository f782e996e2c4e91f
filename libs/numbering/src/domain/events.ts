import { type DomainEvent, type Personal } from '#kernel';

/** A number was given to a stream, in order of receipt. // G-3, G-4, domain rules */
export type NumberTaken = DomainEvent<
  'NumberTaken',
  { readonly sequence: number; readonly number: string; readonly holder: string }
>;

/** A number whose holder never came is on record as unused; it is not given again. */
export type NumberLeftUnused = DomainEvent<
  'NumberLeftUnused',
  { readonly sequence: number; readonly number: string; readonly reason: Personal<string> }
>;

export type RegisterEvent = NumberTaken | NumberLeftUnused;
