// The walls of the house: who may import whom (docs/architecture.md). `npm run walls` judges them.
const pkg = (name) => `(^|node_modules/)${name}($|/)`
const only = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to })

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only('no-circular', {}, { circular: true }, 'A circle has no order to read it in.'),
    only(
      'not-to-unresolvable',
      {},
      { couldNotResolve: true },
      'What cannot be found cannot be judged by the rules below.',
    ),
    only(
      'electron-only-in-shell',
      { pathNot: '^(src/(main|preload)|tests)/' },
      { path: pkg('electron') },
      'Core, adapters, sandbox and cli run in plain Node.',
    ),
    only(
      'axios-only-in-transport',
      { pathNot: '^(src/core/d365/http/axios-transport[.]ts$|tests/)' },
      { path: pkg('axios') },
      'One file owns the HTTP library.',
    ),
    only(
      'msal-only-in-entra',
      { pathNot: '^(src/core/entra|tests)/' },
      { path: pkg('@azure/msal-node') },
      'One room owns sign-in.',
    ),
    only(
      'sqlite-only-in-adapter',
      { pathNot: '^(src/(adapters/sqlite|sandbox/store)|tests)/' },
      { path: pkg('better-sqlite3') },
      'One room owns SQL; the sandbox has a store of its own.',
    ),
    only(
      'keychain-only-in-adapter',
      { pathNot: '^(src/adapters/keychain|tests)/' },
      { path: pkg('keytar') },
      'One room owns the keychain.',
    ),
    only(
      'shared-is-pure',
      { path: '^src/shared/' },
      { pathNot: `^src/shared/|${pkg('zod')}` },
      'Shared runs everywhere: no Node, no DOM, nothing above it.',
    ),
    only(
      'names-without-zod',
      { path: '^src/shared/contract/names[.]ts$' },
      { path: '.' },
      'The preload bundles this file.',
    ),
    only(
      'core-knows-only-shared',
      { path: '^src/core/' },
      { path: '^src/(adapters|sandbox|compose|main|preload|renderer|cli)/' },
      'Reach the world through core/ports.',
    ),
    only(
      'adapters-know-only-ports',
      { path: '^src/adapters/' },
      { path: '^src/(core/(?!ports/)|sandbox/|compose/|main/|preload/|renderer/|cli/)' },
      'An adapter serves a port, no more.',
    ),
    only(
      'sandbox-knows-only-shared',
      { path: '^src/sandbox/' },
      { path: '^src/(core|adapters|compose|main|preload|renderer|cli)/' },
      'The other side must not share our misunderstandings.',
    ),
    only(
      'preload-knows-only-names',
      { path: '^src/preload/' },
      { path: '^src/', pathNot: '^src/(preload/|shared/contract/names[.]ts$)', dependencyTypesNot: ['type-only'] },
      'Types are free; runtime code is not.',
    ),
    only('main-and-cli-are-apart', { path: '^src/main/' }, { path: '^src/cli/' }, 'Two shells of one core.'),
    only(
      'compose-knows-no-shell',
      { path: '^src/compose/' },
      { path: '^src/(main|preload|renderer|cli)/' },
      'What window and command line share comes before both.',
    ),
    only(
      'cli-needs-no-window',
      { path: '^src/cli/' },
      { path: '^src/(main|preload|renderer)/' },
      'The command line runs where there is no Electron.',
    ),
    only(
      'renderer-knows-only-shared',
      { path: '^src/renderer/' },
      { path: '^src/(core|adapters|sandbox|compose|main|preload|cli)/' },
      'The window talks through the bridge.',
    ),
    only(
      'renderer-without-node',
      { path: '^src/renderer/' },
      { dependencyTypes: ['core'] },
      'The renderer is sandboxed: there is no Node in it.',
    ),
    only(
      'features-are-islands',
      { path: '^src/renderer/src/features/([^/]+)/' },
      { path: '^src/renderer/src/features/', pathNot: '^src/renderer/src/features/$1/' },
      'What two features need moves to app or shared.',
    ),
    only(
      'ui-and-bridge-know-no-feature',
      { path: '^src/renderer/src/(ui|bridge)/' },
      { path: '^src/renderer/src/(features|app)/' },
      'Primitives have no feature words.',
    ),
    only('nothing-imports-tests', { path: '^src/' }, { path: '^tests/' }, 'Test support stays in tests.'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
