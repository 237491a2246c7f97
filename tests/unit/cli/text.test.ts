import { describe, expect, it } from 'vitest'
import { formatTable, plain } from '../../../src/cli/format-table.ts'
import { createPaint } from '../../../src/cli/paint.ts'

const terminal = (isTTY: boolean, env: Record<string, string> = {}) =>
  ({ stdout: { write: () => true, isTTY }, env }) as const

describe('tables', () => {
  it('align their columns, whatever colour or Turkish letters are in them', () => {
    const paint = createPaint(terminal(true))
    const table = formatTable(
      ['domain', 'status', 'company'],
      [
        ['a.example', paint('good', 'synced'), 'Işık Gıda Ltd. Şti.'],
        ['çok-uzun.example', 'error', 'B'],
      ],
      { width: null },
    )
    const lines = table.replace(/\u001b\[\d+m/g, '').split('\n')
    expect(lines).toEqual([
      'domain            status  company',
      '────────────────  ──────  ───────────────────',
      'a.example         synced  Işık Gıda Ltd. Şti.',
      'çok-uzun.example  error   B',
    ])
  })

  it('wrap the last column into the terminal and never break a path', () => {
    const path = '/home/ayse/hunter/reports/runbook-2026-03-01.md'
    const table = formatTable(['id', 'text'], [['A1', `the report lies at ${path} and is whole`]], { width: 40 })
    expect(table.split('\n').slice(2)).toEqual(['A1  the report lies at', `    ${path}`, '    and is whole'])
  })
})

describe('text from outside', () => {
  it('cannot steer the terminal or turn the line around', () => {
    expect(plain('Acme\u001b[2J\u0007\r\nLtd\u202E gpj.exe\u009b31m')).toBe('Acme[2J Ltd gpj.exe31m')
  })
})

describe('colour', () => {
  it('is for terminals only, and never where NO_COLOR is set', () => {
    expect(createPaint(terminal(true))('good', 'x')).toBe('\u001b[32mx\u001b[0m')
    expect(createPaint(terminal(false))('good', 'x')).toBe('x')
    expect(createPaint(terminal(true, { NO_COLOR: '1' }))('good', 'x')).toBe('x')
    expect(createPaint(terminal(true, { TERM: 'dumb' }))('good', 'x')).toBe('x')
  })
})
