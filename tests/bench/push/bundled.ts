import { join } from 'node:path'
import { build } from 'vite'

const ROOT = join(import.meta.dirname, '../../..')

/**
 * Bundles programs as the build of the window bundles the main process: what every start loads in few files, native libraries where they are.
 * @returns the folder that holds each under its name, as JavaScript
 */
export async function bundled(programs: Readonly<Record<string, string>>): Promise<string> {
  // Inside the checkout, so that these are found.
  const outDir = join(ROOT, '.tmp/bench')
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3', 'keytar'] },
    build: { ssr: true, outDir, target: 'node20.18', emptyOutDir: true, rolldownOptions: { input: { ...programs } } },
  })
  return outDir
}
