import { basename, join } from 'node:path'
import { build } from 'vite'

const ROOT = join(import.meta.dirname, '../../..')

/**
 * Puts a program and what it imports of this project into one file, as the build of the window does with the main process; libraries stay where
 * they are. @returns its path
 */
export async function inOneFile(program: string): Promise<string> {
  const name = basename(program, '.ts')
  // Inside the checkout, so that the libraries are found.
  const outDir = join(ROOT, '.tmp/bench')
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: { ssr: program, outDir, target: 'node20.18', emptyOutDir: false },
  })
  return join(outDir, `${name}.js`)
}
