/**
 * The import rule: http → calls → rules, main.ts plugs in the rest, nothing points back.
 * One entry for each cell of the table that says no. The driver is in an adapter's
 * file name, so paths are all that is needed to tell a rule from plumbing.
 */
const FOLDERS = '(?:ivr|admission|agents|booking|callbacks|ops)';
const ADAPTER_NAME = '(?:redis|pg|twilio)-[^/]+\\.ts$';
const ADAPTERS = `^src/${FOLDERS}/${ADAPTER_NAME}`;
/** The same, remembering the folder as $1. */
const ADAPTERS_HERE = `^src/(${FOLDERS})/${ADAPTER_NAME}`;
const RULES = `^src/${FOLDERS}/`;
/** A worker tells a story like a use case does. */
const WORKERS = `^src/${FOLDERS}/.+-worker\\.ts$`;
const NOT_RULES = [ADAPTERS, WORKERS];
const CALLS = ['^src/calls/', WORKERS];
/** Only these plug parts together; the settings among them read no part. */
const TOP = '^src/[^/]+\\.ts$';
const packages = (...names) => `(^|node_modules/)(@types/)?(${names.join('|')})(/|$)`;
/** What reaches outside the process. */
const DRIVERS = ['express', 'helmet', 'ioredis', 'pg', 'drizzle-orm', 'twilio', 'bottleneck', 'pino', 'prom-client'];
/** Built into Node and without any effect outside. */
const QUIET_BUILT_INS = '^(node:)?(crypto|util|url|buffer|assert|string_decoder)$';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const only = (name, driver, allowed) =>
  rule(
    `${name}-in-its-place`,
    `${name} is imported only where its name says so`,
    { path: '^(src|db|flows)/', pathNot: allowed },
    { path: packages(driver) },
  );

/** Under these, imports of types alone are fine: they are gone at run time. */
export const TYPES_ARE_FINE = [
  'calls-take-flow-types',
  'http-takes-rule-types',
  'rules-take-platform-types',
  'adapters-take-rule-types',
  'settings-are-handed-in',
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule('no-circle', 'files that need each other are one file, or lack a third', {}, { circular: true }),
    rule('import-exists', 'what is imported must be there', {}, { couldNotResolve: true }),

    rule('flows-stand-alone', 'flows are data in their own words', { path: '^flows/' }, { pathNot: '^flows/' }),

    rule(
      'rules-stay-home',
      'a rule knows its own folder and the words of the flows',
      { path: '^src/([^/]+)/', pathNot: [...NOT_RULES, `^src/(?!${FOLDERS}/)`] },
      { path: '^(src|db)/', pathNot: ['^src/$1/', '^src/platform/'] },
    ),
    rule(
      'rules-need-no-adapter',
      'a rule is pure: its adapter stands beside it and imports it, not the other way round',
      { path: RULES, pathNot: NOT_RULES },
      { path: [ADAPTERS, WORKERS] },
    ),
    rule(
      'rules-take-platform-types',
      'of the platform a rule takes types, the errors and the calendar',
      { path: RULES, pathNot: NOT_RULES },
      { path: '^src/platform/', pathNot: '^src/platform/(errors|berlin-time)\\.ts$' },
    ),
    rule('rules-need-no-driver', 'a rule reaches nothing outside', { path: RULES, pathNot: NOT_RULES }, { path: packages(...DRIVERS) }),
    rule(
      'rules-do-no-io',
      'a rule reads and writes nothing',
      { path: RULES, pathNot: NOT_RULES },
      { dependencyTypes: ['core'], pathNot: QUIET_BUILT_INS },
    ),

    rule(
      'calls-use-ports',
      'a story speaks to the outside through its ports',
      { path: CALLS },
      { path: [ADAPTERS, '^src/http/', '^db/', TOP] },
    ),
    rule('calls-need-no-driver', 'a story reaches nothing outside', { path: CALLS }, { path: packages(...DRIVERS) }),
    rule(
      'calls-do-no-io',
      'a story reads and writes through ports',
      { path: CALLS },
      { dependencyTypes: ['core'], pathNot: QUIET_BUILT_INS },
    ),
    rule('calls-take-flow-types', 'the flow itself is handed to a story', { path: CALLS }, { path: '^flows/' }),

    rule(
      'adapters-stay-home',
      'an adapter knows its own folder, the ports and the platform',
      { path: ADAPTERS_HERE },
      { path: '^(src|db|flows)/', pathNot: ['^src/$1/', '^src/calls/ports/', '^src/platform/', '^db/schema\\.ts$', '^flows/', RULES] },
    ),
    rule(
      'adapters-take-rule-types',
      'of flows and of other rules an adapter takes the types that its port speaks in',
      { path: ADAPTERS_HERE },
      { path: ['^flows/', RULES], pathNot: ['^src/$1/', ADAPTERS, WORKERS] },
    ),
    rule(
      'adapters-are-strangers',
      'an adapter does not lean on the adapters of other folders',
      { path: ADAPTERS_HERE },
      { path: [ADAPTERS, WORKERS], pathNot: '^src/$1/' },
    ),

    rule(
      'http-speaks-to-calls',
      'the door opens to stories, not to what lies behind them',
      { path: '^src/http/' },
      { path: [ADAPTERS, WORKERS, '^db/', TOP] },
    ),
    rule(
      'http-takes-rule-types',
      'the door knows the forms of the rules, not the rules',
      { path: '^src/http/' },
      { path: [RULES, '^flows/'], pathNot: NOT_RULES },
    ),
    rule(
      'nobody-needs-http',
      'nothing points back to the door',
      { path: '^(src|db|flows)/', pathNot: ['^src/http/', TOP] },
      { path: '^src/http/' },
    ),

    rule(
      'platform-stands-alone',
      'the platform serves all and knows none',
      { path: '^src/platform/' },
      { path: '^(src|db|flows|scripts|test)/', pathNot: '^src/platform/' },
    ),
    rule(
      'nobody-needs-main',
      'main.ts plugs in; nobody plugs main.ts in',
      { path: '^(src|db|flows)/', pathNot: TOP },
      { path: TOP, pathNot: '^src/config\\.ts$' },
    ),
    rule(
      'settings-are-handed-in',
      'settings come as parameters',
      { path: '^(src|db|flows)/', pathNot: TOP },
      { path: '^src/config\\.ts$' },
    ),
    rule(
      'schema-for-pg-only',
      'tables are known to pg-* files and to db/',
      { path: '^(src|flows)/', pathNot: ['/pg-[^/]+\\.ts$'] },
      { path: '^db/schema\\.ts$' },
    ),
    rule(
      'nothing-from-outside',
      'scripts, tests and the browser code are no part of the server',
      { path: '^(src|db|flows)/' },
      { path: ['^scripts/', '^test/', '^src/web/'] },
    ),

    only('express', 'express', ['^src/http/', TOP]),
    only('helmet', 'helmet', ['^src/http/', TOP]),
    only('ioredis', 'ioredis', ['/redis-[^/]+\\.ts$', '^src/platform/', TOP]),
    only('pg', 'pg', ['/pg-[^/]+\\.ts$', '^src/platform/', '^db/', TOP]),
    only('drizzle', 'drizzle-orm', ['/pg-[^/]+\\.ts$', '^db/']),
    only('twilio', 'twilio', ['/twilio-[^/]+\\.ts$', '^src/http/', TOP]),
    only('bottleneck', 'bottleneck', ['/(twilio|redis)-[^/]+\\.ts$', TOP]),
    only('pino', 'pino', ['^src/platform/']),
    only('prom-client', 'prom-client', ['^src/platform/', TOP]),
  ],
  options: {
    // TypeScript 7 has no parser to lend; swc's sees `import type` too
    parser: 'swc',
    doNotFollow: { path: ['node_modules', '^src/web/'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'], mainFields: ['module', 'main'] },
  },
};
