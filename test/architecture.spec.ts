import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const require = createRequire(import.meta.url);

interface Rules {
  readonly forbidden: NonNullable<IFlattenedRuleSet['forbidden']>;
  readonly options: ICruiseOptions;
}

const rules = require('../.dependency-cruiser.cjs') as Rules;

/** `#kernel` is `libs/kernel/src/index.ts`, as in package.json and Jest. */
const alias = Object.fromEntries(
  readdirSync('libs').flatMap((name) => [
    [`#${name}/testing$`, `${process.cwd()}/libs/${name}/src/testing/index.ts`],
    [`#${name}$`, `${process.cwd()}/libs/${name}/src/index.ts`],
  ]),
);

async function cruised(folders: string[], forbidden = rules.forbidden): Promise<ICruiseResult> {
  const options = { ...rules.options, exclude: '^test/bench/peers/', validate: true, ruleSet: { forbidden } };
  const { output } = await cruise(
    folders,
    options,
    { ...rules.options.enhancedResolveOptions, alias },
    { tsConfig: extractTSConfig('./tsconfig.json') },
  );
  return output as ICruiseResult;
}

describe('the import rules', () => {
  it('hold in every library, app and test', async () => {
    const { summary, modules } = await cruised(['libs', 'apps', 'test']);
    const broken = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
    expect(broken).toEqual([]);
    const unresolved = modules.flatMap(({ source, dependencies }) =>
      dependencies
        .filter(({ couldNotResolve }) => couldNotResolve)
        .map(({ module }) => `${source} → ${module}`),
    );
    expect(unresolved).toEqual([]);
  }, 120_000);

  it('see what is wrong: a rule against what is there finds it', async () => {
    const { summary } = await cruised(
      ['libs/event-sourcing'],
      [
        {
          name: 'probe',
          severity: 'error',
          from: { path: '^libs/event-sourcing/' },
          to: { path: '^libs/kernel/' },
        },
      ],
    );
    expect(summary.violations.length).toBeGreaterThan(5);
  }, 120_000);
});
