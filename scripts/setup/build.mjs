// Builds the window's bundles when their sources have changed.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, writeJson } from './json-file.mjs'
import { root } from './paths.mjs'
import { SetupError, step } from './report.mjs'
import { lastLines, run } from './run-command.mjs'
import { whileLocked } from './setup-lock.mjs'

const output = join(root, 'out')
const stamp = join(output, 'built-from.json')
const inputs = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json']

/**
 * @param {string} path
 * @returns {string[]} every file under it, itself if it is one
 */
function filesUnder(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Names, sizes and times of all sources, in one short word. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap((name) => filesUnder(join(root, name))).sort()) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${file}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

const isBuilt = () => readJson(stamp)?.sources === fingerprint()

/**
 * Builds beside the present output and swaps it in, so that nobody ever starts half a build.
 * @param {string} node
 */
async function buildNow(node) {
  // A sibling of `out`, so that the paths in the source maps stay true.
  const draft = `${output}-${process.pid}`
  const sources = fingerprint()
  try {
    const vite = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
    const result = await run(node, [vite, 'build', '--outDir', draft, '--logLevel', 'warn'], { cwd: root })
    if (result.code !== 0) {
      throw new SetupError({
        what: 'Building the window (electron-vite build)',
        why: lastLines(result.output, 20),
        remedy: 'mend the source named above; npm run typecheck tells more',
      })
    }
    writeJson(join(draft, 'built-from.json'), { sources })
    if (existsSync(output)) renameSync(output, join(draft, 'replaced'))
    renameSync(draft, output)
    rmSync(join(output, 'replaced'), { recursive: true, force: true })
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** @param {string} node */
export async function ensureBuilt(node) {
  if (isBuilt()) return
  await whileLocked(async () => {
    if (!isBuilt()) await step('building the window', () => buildNow(node))
  })
}
