import { readFileSync } from 'node:fs'
import { validateXML } from 'xmllint-wasm'
import { describe, expect, it } from 'vitest'
import { writeJunit } from '../../../../src/core/reports/write-junit.ts'
import { AT, aRun } from '../../../support/builders.ts'
import { HOSTILE_TEXTS } from '../../../support/hostile-texts.ts'
import { aHostileReport } from './hostile-report.ts'
import { aCheckRun, aReport, aScenarioResult, aScenarioRun } from './sample-report.ts'

const SCHEMA = readFileSync(new URL('../../../fixtures/junit.xsd', import.meta.url), 'utf8')

/** What libxml2 objects to in any of the documents. */
async function objections(documents: readonly string[]): Promise<readonly string[]> {
  const xml = documents.map((contents, at) => ({ fileName: `${String(at)}.xml`, contents }))
  const { errors } = await validateXML({ xml, schema: [SCHEMA] })
  return errors.map(({ rawMessage }) => rawMessage.slice(0, 300))
}

const figuresOf = (junit: string, suite: string): string | undefined =>
  new RegExp(`<testsuite name="${suite}".*? (tests="\\d+" failures="\\d+" errors="\\d+" skipped="\\d+")`).exec(
    junit,
  )?.[1]

describe('writeJunit', () => {
  it('is valid against the schema build systems read, whatever ran', async () => {
    const runs = [aScenarioRun([aScenarioResult()]), aScenarioRun([]), aCheckRun([]), aRun()]
    expect(await objections(runs.map((run) => writeJunit(aReport({ run }))))).toEqual([])
  })

  it('is valid with every hostile text in every field', { timeout: 60_000 }, async () => {
    expect(await objections(HOSTILE_TEXTS.map((text) => writeJunit(aHostileReport(text))))).toEqual([])
  })

  it('counts what passed, failed and was skipped apart: a scenario not run is skipped, never a failure', () => {
    const run = aScenarioRun([
      aScenarioResult({ id: 'C1' }),
      aScenarioResult({
        id: 'C2',
        status: 'failed',
        finding: 'D365 lists 2.',
        criteria: [{ id: 'C2.1', text: 'One', passed: false, evidence: null }],
      }),
      aScenarioResult({ id: 'C3', status: 'skipped', finding: 'It was cancelled.' }),
    ])
    const junit = writeJunit(aReport({ run }))
    expect(figuresOf(junit, 'Scenario C1')).toBe('tests="2" failures="0" errors="0" skipped="0"')
    expect(figuresOf(junit, 'Scenario C2')).toBe('tests="2" failures="1" errors="0" skipped="0"')
    expect(figuresOf(junit, 'Scenario C3')).toBe('tests="1" failures="0" errors="0" skipped="1"')
    expect(figuresOf(junit, 'Scenario D1')).toBe('tests="1" failures="0" errors="0" skipped="1"')
    expect(junit).toContain('<failure type="criterion" message="D365 lists 2.">')
  })

  it('fails a build whose run executed nothing or was cut', () => {
    expect(writeJunit(aReport({ run: aCheckRun([]) }))).toContain('<error type="nothing-executed"')
    const cut = { ...aScenarioRun([aScenarioResult()]), status: 'cancelled' as const, finishedAt: AT }
    expect(writeJunit(aReport({ run: cut }))).toContain('<error type="unfinished"')
    expect(writeJunit(aReport())).not.toContain('<error')
  })

  it('has a failure for a scenario that failed although every line it judged held', () => {
    const run = aScenarioRun([aScenarioResult({ status: 'failed', finding: 'A step threw.' })])
    expect(writeJunit(aReport({ run }))).toContain('<failure type="scenario" message="A step threw.">')
  })
})
