// npm test [-- part of a file name… | -t part of a test name]: every test there is, in a session of its own.
import { ensureBuilt } from './setup/build.mjs'
import { setUpFull } from './setup/set-up.mjs'
import { runCommand } from './setup/suitable-node.mjs'
import { countsLine, exitCodeOf, sumCounts } from './testing/counts.mjs'
import { inPrivateSession } from './testing/private-session.mjs'
import { parseFilter, runPlaywright, runVitest } from './testing/runners.mjs'

await runCommand(import.meta.url, async (args) => {
  await setUpFull(process.execPath, 'tests')
  await ensureBuilt(process.execPath)
  const filter = parseFilter(args)
  const counts = await inPrivateSession(async (env) =>
    sumCounts([await runVitest(filter, env), await runPlaywright(filter, env)]),
  )
  console.log(`\n${countsLine(counts)}`)
  return exitCodeOf(counts)
})
