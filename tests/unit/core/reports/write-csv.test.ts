import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { writeCsv } from '../../../../src/core/reports/write-csv.ts'
import { HOSTILE_TEXTS } from '../../../support/hostile-texts.ts'
import { aHostileReport } from './hostile-report.ts'
import { aReport, aScenarioResult, aScenarioRun } from './sample-report.ts'

const istanbul = () => 180

/** Blanks and marks a spreadsheet may pass over, then what it would take for a formula. */
const RUNS = /^[\s\u00a0\u200b-\u200f\u2060\ufeff"]*[=+\-@＝＋－＠]/u

const cells = (csv: string, delimiter: string): readonly string[] =>
  parse(csv, {
    bom: true,
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    quote: delimiter === ',' ? '"' : null,
  }).flat()

describe('writeCsv', () => {
  it('starts with a byte order mark and has the same columns in every row', () => {
    const csv = writeCsv(aReport({ run: aScenarioRun([aScenarioResult()]) }), istanbul)
    expect(Buffer.from(csv).subarray(0, 3).toString('hex')).toBe('efbbbf')
    const rows = parse<Record<string, string>>(csv, { bom: true, columns: true })
    expect(rows[0]).toMatchObject({
      kind: 'run',
      at_utc: '2026-03-01T12:00:00.000Z',
      at_local: '2026-03-01 15:00:00 +03:00',
    })
    expect(rows.find(({ kind }) => kind === 'criterion')).toMatchObject({
      id: 'C1.1',
      status: 'passed',
      evidence: 'e-1',
    })
    expect(rows.filter(({ kind, status }) => kind === 'gate' && status === 'not_run')).toHaveLength(15)
  })

  it('counts expected, executed and skipped apart', () => {
    const rows = parse<Record<string, string>>(writeCsv(aReport(), istanbul), { bom: true, columns: true })
    const counted = rows.filter(({ kind, id }) => kind === 'count' && id === 'scenarios')
    expect(counted.map(({ title, status }) => `${title} ${status}`)).toEqual([
      'expected 6',
      'executed 1',
      'skipped 5',
      'passed 1',
      'failed 0',
      'warnings 0',
    ])
  })

  it('holds no cell that a spreadsheet would run, whatever it splits the file by', { timeout: 60_000 }, () => {
    for (const text of HOSTILE_TEXTS) {
      const csv = writeCsv(aHostileReport(text), istanbul)
      for (const delimiter of [',', ';', '\t', '|']) {
        const running = cells(csv, delimiter).filter((cell) => RUNS.test(cell))
        expect(running, JSON.stringify([text.slice(0, 60), delimiter])).toEqual([])
      }
    }
  })
})
