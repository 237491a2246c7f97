import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { REPORT_SCHEMA, ReportModelSchema } from '../../../../src/core/reports/report-model.ts'
import { writeJson } from '../../../../src/core/reports/write-json.ts'
import { anEvidence, aRun } from '../../../support/builders.ts'
import { HOSTILE_TEXTS } from '../../../support/hostile-texts.ts'
import { aHostileReport } from './hostile-report.ts'
import { aCheckRun, aReport, aScenarioResult, aScenarioRun } from './sample-report.ts'

const PUBLISHED_FILE = fileURLToPath(new URL('../../../../docs/report.schema.json', import.meta.url))
const PUBLISHED = readFileSync(PUBLISHED_FILE, 'utf8')

/** Keys may be added under the same name, so a reader must let unknown ones pass. */
function reportJsonSchema(): string {
  const schema = z.toJSONSchema(ReportModelSchema, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
    },
  })
  const named = {
    $id: `urn:${REPORT_SCHEMA.replaceAll('/', ':')}`,
    title: 'Report of the Hunter D365 Console',
    ...schema,
  }
  return `${JSON.stringify(named, null, 2)}\n`
}

function validator() {
  const ajv = new Ajv2020({ allErrors: true })
  addFormats(ajv)
  return ajv.compile(JSON.parse(PUBLISHED) as object)
}

describe('the JSON report', () => {
  it('is as the published schema says, whatever ran', { timeout: 60_000 }, () => {
    const validate = validator()
    const runs = [aScenarioRun([aScenarioResult()]), aCheckRun([]), aRun(), aRun({ kind: 'runbook' })]
    for (const run of runs) {
      validate(JSON.parse(writeJson(aReport({ run, evidence: [anEvidence()] }))))
      expect(validate.errors, run.kind).toBeNull()
    }
    for (const text of HOSTILE_TEXTS) {
      validate(JSON.parse(writeJson(aHostileReport(text))))
      expect(validate.errors, JSON.stringify(text.slice(0, 80))).toBeNull()
    }
  })

  it('is told apart from what is no report', () => {
    const validate = validator()
    const { counts, ...rest } = JSON.parse(writeJson(aReport())) as Record<string, unknown>
    expect(validate(rest)).toBe(false)
    expect(validate({ ...rest, counts, isSuccess: 'yes' })).toBe(false)
    expect(validate({ ...rest, counts, aKeyOfALaterVersion: 1 })).toBe(true)
  })

  it('is published from the model it is written from (npx vitest run write-json -u)', async () => {
    await expect(reportJsonSchema()).toMatchFileSnapshot(PUBLISHED_FILE)
  })
})
