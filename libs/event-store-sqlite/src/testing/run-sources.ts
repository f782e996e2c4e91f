import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';

const LIBS = new URL('../../../', import.meta.url);

/**
 * Lets a child process run the sources as they are, without a build: `node --import <this file> <program>.ts`.
 * It is itself read by Node's own type stripping, so only types may be taken away from it.
 */
registerHooks({
  resolve(specifier, context, nextResolve) {
    const workspace = /^#([a-z-]+)(\/testing)?$/.exec(specifier);
    if (workspace) {
      const [, name, testing = ''] = workspace;
      return nextResolve(new URL(`${name}/src${testing}/index.ts`, LIBS).href, context);
    }
    const source = specifier.replace(/\.js$/, '.ts');
    const isOurs = specifier.startsWith('.') && context.parentURL?.startsWith(LIBS.href);
    const there = isOurs && existsSync(new URL(source, context.parentURL));
    return nextResolve(there ? source : specifier, context);
  },
  load(url, context, nextLoad) {
    if (!url.startsWith(LIBS.href) || !url.endsWith('.ts')) return nextLoad(url, context);
    const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), {
      jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2024' },
      module: { type: 'es6' },
    });
    return { format: 'module', source: code, shortCircuit: true };
  },
});

export const HOOKS = pathToFileURL(import.meta.filename).href;
