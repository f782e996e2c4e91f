// Prints the closing line of the checks from Jest's JSON results: node count-results.mjs RESULTS FAILED_STEPS
import { readFileSync } from 'node:fs';

const [file, failedSteps] = process.argv.slice(2);
let results = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numRuntimeErrorTestSuites: 1 };
try {
  results = JSON.parse(readFileSync(file, 'utf8'));
} catch (error) {
  console.error(`no test results: ${error.message}`);
}
const { numPassedTests: passed, numPendingTests: skipped, numFailedTests, numRuntimeErrorTestSuites } = results;
// A step outside Jest that failed, or a suite that could not even start, counts as one failure.
const failed = numFailedTests + numRuntimeErrorTestSuites + Number(failedSteps);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
