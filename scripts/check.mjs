// npm run check [-- name…]: every static check, or those named; each runs to its end, so that one look shows all.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDependencies, installedIn } from './setup/dependencies.mjs'
import { root } from './setup/paths.mjs'
import { run } from './setup/run-command.mjs'
import { whileLocked } from './setup/setup-lock.mjs'
import { runCommand } from './setup/suitable-node.mjs'

const tsc = 'typescript/bin/tsc'
const rooms = ['shared', 'core', 'shell', 'web', 'tests', 'scripts']

/** @type {Record<string, string[][]>} each a list of program and arguments */
const checks = {
  typecheck: rooms.map((room) => {
    const memory = ['--incremental', '--tsBuildInfoFile', `.tmp/types-${room}.json`]
    return [tsc, '-p', `tsconfig.${room}.json`, ...memory]
  }),
  lint: [['eslint/bin/eslint.js', '.', '--max-warnings', '0', '--cache', '--cache-location', '.tmp/eslint-cache']],
  format: [['prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn']],
  walls: [['../scripts/check-walls.mjs']],
  knip: [['knip/bin/knip.js', '--no-progress']],
}

/** @param {string} name */
async function runCheck(name) {
  const begin = performance.now()
  let failed = false
  let told = ''
  for (const [program, ...args] of checks[name] ?? []) {
    const { code, output } = await run(process.execPath, [join(root, 'node_modules', String(program)), ...args], {
      cwd: root,
    })
    failed ||= code !== 0
    told += output
  }
  const seconds = ((performance.now() - begin) / 1000).toFixed(1)
  console.log(`${failed ? '✗' : '✓'} ${name} (${seconds} s)`)
  if (failed || told.trim()) console.log(told.trimEnd())
  return failed
}

await runCommand(import.meta.url, async (args) => {
  if (installedIn(root) !== 'full') {
    await whileLocked(() => ensureDependencies({ node: process.execPath, production: false }))
  }
  mkdirSync(join(root, '.tmp'), { recursive: true })
  const names = args.length > 0 ? args : Object.keys(checks)
  const unknown = names.filter((name) => !checks[name])
  if (unknown.length > 0) {
    console.error(`Unknown check: ${unknown.join(', ')}. There are: ${Object.keys(checks).join(', ')}.`)
    return 2
  }
  // Two at a time: most machines have two cores, and the type-aware lint is as long as all the others.
  const queue = [...names].sort((a) => (a === 'lint' ? -1 : 0))
  const failures = await Promise.all(
    [1, 2].map(async () => {
      let failed = false
      for (let name = queue.shift(); name; name = queue.shift()) failed = (await runCheck(name)) || failed
      return failed
    }),
  )
  return failures.includes(true) ? 1 : 0
})
