import { appendFileSync, writeSync } from 'node:fs';

/**
 * Closes a run with one line that people and CI read alike: `N passed, N failed`.
 * A file that could not run counts as one failure. Said when the process ends,
 * so that nothing Jest has to add comes after it; or written to `TEST_COUNTS_FILE`, where several runs are added up.
 */
export default class FinalLine {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const file = process.env.TEST_COUNTS_FILE;
    if (file) appendFileSync(file, `${JSON.stringify({ passed: results.numPassedTests, failed })}\n`);
    else process.once('exit', () => writeSync(1, `${results.numPassedTests} passed, ${failed} failed\n`));
  }
}
