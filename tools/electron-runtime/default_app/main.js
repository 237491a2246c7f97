// What Electron's own default app does for `electron [-r module]… [--switch]… <app folder>`, as far as the console and
// its tests need it. The data folder is left alone, so that --user-data-dir keeps its meaning.
import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const require = createRequire(import.meta.url)

/** Splits the command line into modules to load first and the app to run. */
function readArguments(args) {
  const modules = []
  for (let index = 0; index < args.length; index++) {
    const argument = args[index]
    if (argument === '-r' || argument === '--require') modules.push(resolve(args[++index]))
    else if (argument === '--version' || argument === '-v') return { modules, version: true }
    else if (!argument.startsWith('-')) return { modules, target: resolve(argument) }
  }
  return { modules }
}

/** The app introduces itself by its own package.json, as a packaged one would. */
function introduce(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (manifest.version) app.setVersion(manifest.version)
  app.setName(manifest.productName ?? manifest.name ?? 'Electron')
  app.setDesktopName(manifest.desktopName ?? `${app.name}.desktop`)
  app.setAppPath(folder)
  return require.resolve(folder)
}

const { modules, target, version } = readArguments(process.argv.slice(1))
if (version) {
  process.stdout.write(`v${process.versions.electron}\n`)
  process.exit(0)
}
if (!target) {
  process.stderr.write('usage: electron <app folder>\n')
  process.exit(2)
}
for (const name of modules) require(name)
await import(pathToFileURL(statSync(target).isDirectory() ? introduce(target) : target).href)
