const lib = (name) => `^libs/${name}/`;
const MODULES = 'consular-cases|subjects';
const ADAPTERS =
  'event-store-eventstoredb|event-store-sqlite|read-store-mongodb|read-store-sqlite|read-store-memory|vault-embedded';

/** The import table of the house. Each rule says why it is there. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle has no top: nobody can read it from the beginning.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'kernel-depends-on-nothing',
      comment: 'The kernel is the vocabulary of the domain; it runs anywhere.',
      severity: 'error',
      from: { path: lib('kernel'), pathNot: '\\.spec\\.ts$' },
      to: { pathNot: lib('kernel') },
    },
    {
      name: 'domain-is-pure',
      comment:
        'Deciding and folding must give the same answer for ever: no framework, store, clock or chance.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/kernel/', '^libs/[^/]+/src/domain/'] },
    },
    {
      name: 'domain-stays-at-home',
      comment: 'A domain folder is imported by its own module only.',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/src/domain/', pathNot: '^libs/$2/' },
    },
    {
      name: 'read-models-and-shapes-know-no-framework',
      comment: 'Projections and codecs run in the api, the projector, the CLI and in tests alike.',
      severity: 'error',
      from: {
        path: ['^libs/[^/]+/src/projections/', '^libs/[^/]+/src/(stored/|events\\.codec\\.ts$)'],
        pathNot: '\\.spec\\.ts$',
      },
      to: { path: '^(node_modules/@nestjs|libs/platform|apps)' },
    },
    {
      name: 'event-sourcing-knows-no-adapter',
      comment: 'Ports point inwards.',
      severity: 'error',
      from: { path: lib('event-sourcing'), pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs|apps|node_modules/@nestjs)', pathNot: ['^libs/kernel/', lib('event-sourcing')] },
    },
    {
      name: 'adapters-know-ports-and-their-driver',
      comment: 'An adapter that knows a business module cannot serve another one.',
      severity: 'error',
      from: { path: `^libs/(${ADAPTERS})/`, pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs|apps)/', pathNot: ['^libs/(kernel|event-sourcing)/', `^libs/(${ADAPTERS})/`] },
    },
    {
      name: 'sqlite-stays-in-its-adapters',
      comment: 'One library speaks to a store.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['^libs/[^/]*sqlite/', lib('vault-embedded')] },
      to: { path: '^(node:)?sqlite$' },
    },
    {
      name: 'eventstoredb-stays-in-its-adapter',
      comment:
        'Its client has traps that one library knows; what is tested against it speaks its protocol in test/.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: lib('event-store-eventstoredb') },
      to: { path: 'node_modules/(@eventstore/db-client|@grpc/grpc-js)/' },
    },
    {
      name: 'mongodb-stays-in-its-adapter',
      comment: 'One library speaks to a store.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: lib('read-store-mongodb') },
      to: { path: 'node_modules/(mongodb|bson)/' },
    },
    {
      name: 'answering-needs-no-handler',
      comment: 'The way through a module leads down: http, handlers, queries, read models and shapes, rules.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/(domain|stored|projections|queries)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/[^/]+/src/(handlers|http)/' },
    },
    {
      name: 'deciding-needs-no-route',
      comment: 'A command is handled whoever sends it.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/handlers/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/[^/]+/src/http/' },
    },
    {
      name: 'read-models-know-no-questions',
      comment: 'What is kept does not depend on who asks.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/(domain|stored|projections)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/[^/]+/src/queries/' },
    },
    {
      name: 'modules-do-not-import-each-other',
      comment: 'They ask each other through published queries.',
      severity: 'error',
      from: { path: `^libs/(${MODULES})/` },
      to: { path: `^libs/(${MODULES})/`, pathNot: '^libs/$1/' },
    },
    {
      name: 'the-platform-knows-no-module',
      comment: 'What every module stands on cannot stand on one of them.',
      severity: 'error',
      from: { path: '^libs/(platform|published-queries|deadlines|numbering)/' },
      to: { path: `^libs/(${MODULES})/` },
    },
    {
      name: 'libs-do-not-import-apps',
      comment: 'Apps compose libraries, never the other way round.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'libraries-are-entered-by-the-door',
      comment: 'What index.ts does not export is free to change.',
      severity: 'error',
      from: { path: '^(libs|apps|test)/([^/]+)/' },
      to: {
        path: '^libs/([^/]+)/src/',
        pathNot: ['^libs/$2/', '/src/index\\.ts$', '/src/testing/index\\.ts$'],
      },
    },
    {
      name: 'apps-are-entered-by-the-door',
      comment: 'As libraries are; what asks for the version of Node comes before anything else is loaded.',
      severity: 'error',
      from: { path: '^(apps|test)/([^/]+)/', pathNot: ['^test/bench/'] },
      to: {
        path: '^apps/([^/]+)/src/',
        pathNot: ['^apps/$2/', '/src/index\\.ts$', '/src/testing/', '/require-node\\.ts$'],
      },
    },
    {
      name: 'contracts-are-for-tests',
      comment: 'The contract suites and test helpers are not part of the product.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['\\.spec\\.ts$', '/src/testing/', lib('store-contracts')] },
      to: { path: ['^libs/store-contracts/', '/src/testing/'] },
    },
    {
      name: 'nothing-is-orphaned',
      comment: 'A file that nobody imports is dead.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.spec\\.ts$', '/main\\.ts$', '/index\\.ts$', '^test/'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
      extensionAlias: { '.js': ['.ts', '.js'] },
      alias: {},
    },
  },
};
