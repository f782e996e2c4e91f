/** What a command is called in addresses: `ForwardCase` stands there as `forward-case`. */
export const commandPath = (command: string): string =>
  command.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
