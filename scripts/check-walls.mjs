// Judges who imports whom (dependency-cruiser.cjs), and that the judge saw the house: a cruise that finds no modules
// finds no violations either.
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise, format } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { root } from './setup/paths.mjs'

process.chdir(root)
const { forbidden, options } = createRequire(import.meta.url)('../dependency-cruiser.cjs')
const places = ['src', 'tests']
const tsConfig = extractTSConfig(options.tsConfig.fileName)
const cruised = await cruise(places, { ...options, ruleSet: { forbidden }, validate: true }, undefined, { tsConfig })
const result = /** @type {import('dependency-cruiser').ICruiseResult} */ (cruised.output)
const { output, exitCode } = await format(result, { outputType: 'err' })
console.log(String(output).trim())

const seen = new Set(result.modules.map(({ source }) => source))
const overlooked = places
  .flatMap((place) => readdirSync(join(root, place), { recursive: true }).map((name) => `${place}/${name}`))
  .filter((file) => /[.]tsx?$/.test(file) && !seen.has(file.replaceAll('\\', '/')))
if (overlooked.length > 0) console.log(`The cruise overlooked source files: ${overlooked.join(', ')}`)
process.exitCode = exitCode !== 0 || overlooked.length > 0 ? 1 : 0
