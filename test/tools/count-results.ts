import { readFileSync } from 'node:fs';

/** What is read of Jest's JSON results. */
interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Suites that could not even start. */
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

const NOTHING: Results = {
  numPassedTests: 0,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 1,
  testResults: [],
};

/**
 * Prints the closing line of the checks from the results of several runs:
 * `node count-results.ts FAILED_STEPS RESULTS...`
 */
function main(failedSteps: number, files: readonly string[]): void {
  const runs = files.map(read);
  const passed = sum(runs.map((run) => run.numPassedTests));
  const failed = sum(runs.map((run) => run.numFailedTests + run.numRuntimeErrorTestSuites)) + failedSteps;
  const skipped = skippedIn(runs);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

/** What one run skips for want of a server, another one may make up for: a file counts as in its fullest run. */
function skippedIn(runs: readonly Results[]): number {
  const least = new Map<string, number>();
  for (const { name, assertionResults } of runs.flatMap(({ testResults }) => testResults)) {
    const skipped = assertionResults.filter(({ status }) => status === 'pending').length;
    least.set(name, Math.min(skipped, least.get(name) ?? Infinity));
  }
  return sum([...least.values()]);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function read(file: string): Results {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Results;
  } catch (error) {
    console.error(`no test results: ${String(error)}`);
    return NOTHING;
  }
}

const [failedSteps, ...files] = process.argv.slice(2);
main(Number(failedSteps), files);
