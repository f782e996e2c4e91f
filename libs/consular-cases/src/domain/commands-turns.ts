/** What the commands bring that turn a case from its straight way. */
export interface TurnCommandData {
  MarkUnreachable: { readonly explanation?: string };
}
