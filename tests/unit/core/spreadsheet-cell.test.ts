import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { neutraliseCell, restoreCell } from '../../../src/core/spreadsheet-cell.ts'
import { HOSTILE_TEXTS } from '../../support/hostile-texts.ts'

/** Blanks and marks that a spreadsheet may pass over, then what it would take for a formula. */
const RUNS = /^[\s\u00a0\u200b-\u200f\u2060\ufeff"]*[=+\-@＝＋－＠]/u
const SEPARATORS = /[\r\n\t;,|]/

/** Made of what matters here, so that every neighbourhood of it comes up. */
const tricky = fc.string({
  unit: fc.constantFrom(...Array.from('=+-@＝＋－＠\t\r\n;,|\'" \u00a0\ufeff\u200b\u3000aş1')),
})

describe('a cell for a spreadsheet', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+90 212', "'+90 212"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['＝1', "'＝1"],
    [' =1', "' =1"],
    ['\u00a0=1', "'\u00a0=1"],
    ['\ufeff=1', "'\ufeff=1"],
    ['a\n=1', "a\n'=1"],
    ['a;=1', "a;'=1"],
    ["'=1", "''=1"],
  ])('runs nothing: %j becomes %j', (text, cell) => {
    expect(neutraliseCell(text)).toBe(cell)
  })

  it('begins no formula, whatever the file is split by', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        for (const part of neutraliseCell(text).split(SEPARATORS)) expect(part).not.toMatch(RUNS)
      }),
      { numRuns: 2_000 },
    )
  })

  it('gives back exactly the text it was made of', () => {
    fc.assert(
      fc.property(fc.oneof(tricky, fc.string({ unit: 'binary' })), (text) => {
        expect(restoreCell(neutraliseCell(text))).toBe(text)
      }),
      { numRuns: 2_000 },
    )
    for (const text of HOSTILE_TEXTS) expect(restoreCell(neutraliseCell(text))).toBe(text)
  })

  it.each([
    '',
    'Acme Yazılım A.Ş.',
    "'t Hoekje B.V.",
    'https://contoso.crm4.dynamics.com/',
    '2026-03-01 15:00:00 +03:00',
    'a-b',
    'x=1',
  ])('leaves %j alone, both ways', (text) => {
    expect(neutraliseCell(text)).toBe(text)
    expect(restoreCell(text)).toBe(text)
  })
})
