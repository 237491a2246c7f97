// npm run doctor: what this checkout and this machine have, what works, and how to mend what does not. Sets nothing
// up, beyond a Node to run on.
import { existsSync } from 'node:fs'
import { installedIn } from './setup/dependencies.mjs'
import { root } from './setup/paths.mjs'
import { cliEntry, runCli } from './setup/run-cli.mjs'
import { runCommand } from './setup/suitable-node.mjs'
import { examine } from './doctor/examine.mjs'

const marks = { fine: '✓', note: '–', broken: '✗' }

await runCommand(import.meta.url, async () => {
  let broken = false
  for await (const { verdict, subject, detail, remedy } of examine()) {
    console.log(`${marks[verdict]} ${subject.padEnd(22)} ${detail}`)
    if (remedy) console.log(`${' '.repeat(25)}→ ${remedy}`)
    broken ||= verdict === 'broken'
  }
  if (installedIn(root) === 'none' || !existsSync(cliEntry)) return broken ? 1 : 0
  console.log('\nThe console itself:')
  const code = await runCli(process.execPath, ['doctor'])
  return broken || code !== 0 ? 1 : 0
})
