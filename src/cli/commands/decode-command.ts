import type { Command } from 'commander'
import { fail, ok } from '../../shared/lib/result.ts'
import type { CommandLine } from '../command-line.ts'
import { plain } from '../format-table.ts'
import { outcome } from '../outcome.ts'

export function addDecodeCommand(program: Command, cli: CommandLine): void {
  program
    .command('decode')
    .description('what an AADSTS or Dataverse code means, and what to do; English and Turkish')
    .argument('<code>', 'AADSTS7000215, 0x80040217, -2147220969, …')
    .action((code: string, _options, command: Command) =>
      cli.run(command, async () => {
        const { decodeCode } = await import('../../shared/advice/decode-code.ts')
        const en = decodeCode(code, 'en')
        const tr = decodeCode(code, 'tr')
        if (en === null || tr === null) {
          const message = `The code "${plain(code).slice(0, 60)}" is not known here.`
          return fail({ kind: 'NotFound', what: 'code', message })
        }
        const document = {
          code: en.code,
          means: en.means,
          remedy: en.remedy,
          tr: { means: tr.means, remedy: tr.remedy },
        }
        return ok(outcome(document, () => [en.code, en.means, en.remedy, '', tr.means, tr.remedy].join('\n')))
      }),
    )
}
