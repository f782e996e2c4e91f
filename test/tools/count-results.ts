import { readFileSync } from 'node:fs';

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  /** Suites that could not even start. */
  readonly numRuntimeErrorTestSuites: number;
}

const NOTHING: Results = {
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numRuntimeErrorTestSuites: 1,
};

/** Prints the closing line of the checks from Jest's JSON results: `node count-results.ts RESULTS FAILED_STEPS`. */
function main(file: string, failedSteps: number): void {
  const results = read(file);
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + failedSteps;
  const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
  console.log(`${results.numPassedTests} passed, ${failed} failed${skipped}`);
  process.exitCode = failed === 0 && results.numPassedTests > 0 ? 0 : 1;
}

function read(file: string): Results {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Results;
  } catch (error) {
    console.error(`no test results: ${String(error)}`);
    return NOTHING;
  }
}

main(process.argv[2] ?? '', Number(process.argv[3] ?? 0));
