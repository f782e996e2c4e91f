#!/usr/bin/env node
import { requireNode } from '../../api/src/require-node.js';

// Nothing that needs a newer Node may be imported before this has been said.
requireNode();
const { start } = await import('./start.js');
await start();
