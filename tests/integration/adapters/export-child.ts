import { createHash } from 'node:crypto'
import { fileWriter } from '../../../src/adapters/node/file-writer.ts'

/* Writes files that vouch for themselves (digest, then content) until somebody ends the process. `node export-child.ts DIRECTORY` */

const [directory = ''] = process.argv.slice(2)
for (let number = 0; ; number += 1) {
  const content = `report ${String(number)}\n`.repeat(20_000)
  const digest = createHash('sha256').update(content).digest('hex')
  await fileWriter.writeWhole(directory, `report-${String(number % 8)}.md`, `${digest}\n${content}`)
  if (number === 0) process.stdout.write('writing\n')
}
