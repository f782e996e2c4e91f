import { requireNode } from './require-node.js';

// Nothing that needs a newer Node may be imported before this has been said.
requireNode();
const { main } = await import('./start.js');
await main();
