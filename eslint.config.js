import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

const coreClock = 'Core takes its clock, ids and randomness from ports, so that a test can move time.'
const globalsOfHosts = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch', 'process']
const electronRule = [
  'error',
  {
    paths: [
      { name: 'electron', message: 'Only src/main and src/preload know Electron; everything else runs without it.' },
    ],
  },
]

export default defineConfig(
  {
    ignores: [
      'node_modules/',
      'tools/*/node_modules/',
      'out/',
      'out-*/',
      '.tmp/',
      'coverage/',
      'test-results/',
      'playwright-report/',
    ],
  },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      complexity: ['error', 10],
      'max-params': ['error', 4],
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-imports': electronRule,
    },
  },
  {
    files: ['src/main/**/*.ts', 'src/preload/**/*.ts', 'tests/e2e/**/*.ts', 'tests/support/**/*.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['src/shared/**/*.ts', 'src/core/**/*.ts'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      'no-restricted-globals': ['error', ...globalsOfHosts.map((name) => ({ name, message: coreClock }))],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: coreClock },
        { object: 'performance', property: 'now', message: coreClock },
        { object: 'Math', property: 'random', message: coreClock },
        { object: 'crypto', property: 'randomUUID', message: coreClock },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: coreClock },
      ],
    },
  },
  {
    files: ['src/renderer/**/*.ts', 'src/renderer/**/*.tsx'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    rules: { 'max-lines-per-function': ['error', { max: 150, skipBlankLines: true, skipComments: true }] },
  },
  {
    // A describe block is one function; its size says nothing about the code under test.
    files: ['tests/**/*.ts', 'tests/**/*.tsx'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['src/cli/**/*.ts', 'scripts/**/*.mjs', 'tools/**/*.mjs', '.ci/**'],
    rules: { 'no-console': 'off' },
  },
)
