// Installs the peers into this folder. sqlite3 is compiled when no prebuilt one can be had; the headers come with
// the Node that runs this, so nothing else is downloaded.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const nodedir = dirname(dirname(process.execPath));
const env = { ...process.env };
for (const name of Object.keys(env))
  if (/^npm_config_(ignore_scripts|prefix|local_prefix)$/i.test(name)) delete env[name];
if (existsSync(join(nodedir, 'include', 'node', 'node_api.h'))) env.npm_config_nodedir = nodedir;
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
execFileSync(npm, ['ci'], { cwd: import.meta.dirname, env, stdio: 'inherit' });
