import fc from 'fast-check';

/**
 * Properties are tried on the same examples at every run, so that a failure is a change's and not chance's.
 * `FC_SEED=42 npm test` looks elsewhere.
 */
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 116_117) });
