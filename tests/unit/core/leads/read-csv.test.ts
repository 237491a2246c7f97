import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv, readHeader, type CsvLine } from '../../../../src/core/leads/read-csv.ts'

async function linesOf(text: string | Uint8Array, chunkSize = 7): Promise<CsvLine[]> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkSize) yield await Promise.resolve(bytes.subarray(at, at + chunkSize))
  }
  const lines: CsvLine[] = []
  for await (const batch of readCsv(chunks(), (header) => readHeader(header)?.delimiter ?? ',')) lines.push(...batch)
  return lines
}
const cells = (line: number, ...values: string[]) => ({ line, cells: values })
const broken = (line: number) => ({ line, reason: expect.stringMatching(/quote/) as string })

describe('a CSV', () => {
  it('gives its cells: byte order mark, both line ends, quotes, commas and line ends in cells, blank lines', async () => {
    const text = '\ufeffdomain,name\r\na.example,"A, ""B"""\n\nc.example,"two\r\nlines"\r\nd.example,'
    expect(await linesOf(text)).toEqual([
      cells(1, 'domain', 'name'),
      cells(2, 'a.example', 'A, "B"'),
      cells(4, 'c.example', 'two\nlines'),
      cells(6, 'd.example', ''),
    ])
  })

  it('is the same however its bytes are cut', async () => {
    const text =
      '\ufeffdomain,name\nığüş.example,"Şişe, ""Cam"""\nb.example,"x\ny"\n"c.example,Broken\nd.example,Fine\n'
    const whole = await linesOf(text, 10_000)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (size) => {
        expect(await linesOf(text, size)).toEqual(whole)
      }),
    )
  })

  it('may be parted by semicolons or tabs, as spreadsheets of some countries write it', async () => {
    expect(await linesOf('domain;name\na.example;"A; B"\n')).toEqual([
      cells(1, 'domain', 'name'),
      cells(2, 'a.example', 'A; B'),
    ])
    expect(await linesOf('domain\tname\na.example\tA, B\n')).toEqual([
      cells(1, 'domain', 'name'),
      cells(2, 'a.example', 'A, B'),
    ])
  })
})

describe('a fault stays on its line', () => {
  it('a quote that never closes costs its line, not the rest of the file', async () => {
    const good = Array.from({ length: 200 }, (_none, n) => `d${n}.example,Fine`)
    const lines = await linesOf(['domain,name', 'a.example,"never closed', ...good].join('\n'))
    expect(lines[1]).toEqual(broken(2))
    expect(lines.slice(2)).toEqual(good.map((_text, n) => cells(n + 3, `d${n}.example`, 'Fine')))
  })

  it('at the end of the file too', async () => {
    expect(await linesOf('domain,name\na.example,"open\nb.example,Fine')).toEqual([
      cells(1, 'domain', 'name'),
      broken(2),
      cells(3, 'b.example', 'Fine'),
    ])
  })

  it('stray quotes that happen to pair up over two lines do not swallow the second', async () => {
    expect(await linesOf('domain,name\na.example,5" pipe\nb.example,6" pipe\nc.example,Fine\n')).toEqual([
      cells(1, 'domain', 'name'),
      broken(2),
      broken(3),
      cells(4, 'c.example', 'Fine'),
    ])
  })

  it('bytes that are not UTF-8 and zero bytes', async () => {
    const text = Buffer.concat([
      Buffer.from('domain,name\na.example,'),
      Buffer.from([0xde, 0x69]),
      Buffer.from('\nb.example,\u0000\nc.example,Fine\n'),
    ])
    expect(await linesOf(text)).toEqual([
      cells(1, 'domain', 'name'),
      { line: 2, reason: expect.stringMatching(/UTF-8/) as string },
      { line: 3, reason: expect.stringMatching(/zero byte/) as string },
      cells(4, 'c.example', 'Fine'),
    ])
  })

  it('a line of 10 MB and one of 129 columns', async () => {
    const text = `domain,name\n${'x'.repeat(10 * 1024 * 1024)}\n${','.repeat(128)}\nc.example,Fine\n`
    expect(await linesOf(text, 65_536)).toEqual([
      cells(1, 'domain', 'name'),
      { line: 2, reason: expect.stringMatching(/1 MiB/) as string },
      { line: 3, reason: expect.stringMatching(/128 columns/) as string },
      cells(4, 'c.example', 'Fine'),
    ])
  })
})

it('never throws and numbers its lines upwards, whatever the bytes', async () => {
  const soup = fc.array(fc.constantFrom('"', ',', '\n', '\r\n', 'a', 'ş', ';', '\u0000', '""', '\ufeff'), {
    maxLength: 60,
  })
  await fc.assert(
    fc.asyncProperty(soup, async (parts) => {
      const numbers = (await linesOf(parts.join(''))).map(({ line }) => line)
      expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other))
    }),
  )
})
