import { writeSync } from 'node:fs';

/**
 * Closes a run with one line that people and CI read alike: `N passed, N failed`.
 * A file that could not run counts as one failure. Said when the process ends,
 * so that nothing Jest has to add comes after it.
 */
export default class FinalLine {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    process.once('exit', () => writeSync(1, `${results.numPassedTests} passed, ${failed} failed\n`));
  }
}
