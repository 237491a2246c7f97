import type { Command } from 'commander'
import { ok } from '../../shared/lib/result.ts'
import type { CommandLine } from '../command-line.ts'
import type { CommandContext } from '../command-context.ts'
import type { Finding } from '../doctor/finding.ts'
import { outcome } from '../outcome.ts'

export function addDoctorCommand(program: Command, cli: CommandLine): void {
  program
    .command('doctor')
    .description('what works on this machine, and how to mend what does not')
    .action((_options, command: Command) =>
      cli.run(command, async (context) => {
        const rows = await examine(context)
        const isGood = rows.every(({ status }) => status !== 'failed')
        const { doctorText } = await import('../text/doctor-text.ts')
        return ok(outcome({ rows, ok: isGood }, () => doctorText(rows, context), isGood))
      }),
    )
}

async function examine({ options, terminal, version }: CommandContext): Promise<readonly Finding[]> {
  const [
    { consolePlace, createKeychain },
    { examineRuntime },
    { examineData },
    { examineDesktopProxy, examineKeychain, examineNetwork },
    { createCommandLineProxy },
  ] = await Promise.all([
    import('../../compose/surroundings.ts'),
    import('../doctor/examine-runtime.ts'),
    import('../doctor/examine-data.ts'),
    import('../doctor/examine-outside.ts'),
    import('../../adapters/node/command-line-proxy.ts'),
  ])
  const { env } = terminal
  const { place, nativeBinding } = consolePlace(options.dataDir ?? null, env)
  // Its sentences are the lines on proxies already.
  const proxies = createCommandLineProxy(() => undefined)
  return [
    ...examineRuntime(version, env),
    await examineDesktopProxy(),
    ...examineData(place, nativeBinding),
    await examineKeychain(createKeychain(env)),
    await examineNetwork((origin) => proxies.find(origin)),
  ]
}
