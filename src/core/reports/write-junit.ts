import { GOOD_OUTCOMES } from '../../shared/model/push.ts'
import { verdictOf } from './verdict.ts'
import type { ReportModel, ReportScenario } from './report-model.ts'
import { REPORT_WORDS_EN } from './words/report-words.en.ts'
import { cutText, onOneLine } from './visible-text.ts'

type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failure' | 'error'; readonly type: string; readonly message: string }
  | { readonly kind: 'skipped'; readonly message: string }

interface Case {
  readonly classname: string
  readonly name: string
  readonly outcome: Outcome
}

interface Suite {
  readonly name: string
  readonly durationMs: number
  readonly cases: readonly Case[]
}

const PASSED: Outcome = { kind: 'passed' }
const LONGEST_TEXT = 4_000

/**
 * The report for build systems: one suite per part, one case per check row, criterion, expected line and lead. The gate is shown elsewhere and
 * not judged here. A run that executed nothing, or was cut, has a case that failed: an empty file would pass for a success.
 * Source: the JUnit XML schema of Apache Ant, the strictest that Jenkins, GitLab, Azure DevOps and GitHub actions read.
 */
export function writeJunit(report: ReportModel): string {
  const suites = [runSuite(report), ...checkSuite(report), ...scenarioSuites(report), ...pushSuite(report)]
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.map((suite, id) => writeSuite(suite, { id, report })).join('')}</testsuites>\n`
}

function runSuite(report: ReportModel): Suite {
  const { run } = report
  const verdict = verdictOf(report)
  const outcome: Outcome =
    verdict === 'nothing'
      ? { kind: 'error', type: 'nothing-executed', message: 'No check, no scenario and no push was executed.' }
      : verdict === 'unfinished'
        ? { kind: 'error', type: 'unfinished', message: `The run was cut before its end: ${run.status}.` }
        : PASSED
  const durationMs = run.finishedAt === null ? 0 : Date.parse(run.finishedAt) - Date.parse(run.startedAt)
  return { name: 'Run', durationMs, cases: [{ classname: 'run', name: 'Something was executed, to its end', outcome }] }
}

const checkSuite = ({ checks }: ReportModel): readonly Suite[] =>
  checks.length === 0
    ? []
    : [
        {
          name: 'Checks',
          durationMs: 0,
          cases: checks.map(({ id, title, status, detail, remedy }) => ({
            classname: 'checks',
            name: `${id} ${title}`,
            outcome: checkOutcome(status, [detail, remedy].filter(Boolean).join(' ')),
          })),
        },
      ]

function checkOutcome(status: ReportModel['checks'][number]['status'], message: string): Outcome {
  if (status === 'skipped') return { kind: 'skipped', message }
  return status === 'failed' ? { kind: 'failure', type: 'check', message } : PASSED
}

const scenarioSuites = ({ scenarios, run }: ReportModel): readonly Suite[] =>
  scenarios
    .filter(({ status }) => status !== 'not run' || run.kind === 'runbook' || run.kind === 'scenario')
    .map((scenario) => ({
      name: `Scenario ${scenario.id}`,
      durationMs: scenario.durationMs ?? 0,
      cases: scenarioCases(scenario),
    }))

function scenarioCases(scenario: ReportScenario): readonly Case[] {
  const { id, status, criteria, expected, notes } = scenario
  const finding = notes.join(' ')
  if (status === 'not run') {
    const message = finding === '' ? 'not run' : finding
    return [{ classname: id, name: `${id} was run`, outcome: { kind: 'skipped', message } }]
  }
  const judged = (type: string, passed: boolean): Outcome =>
    passed ? PASSED : { kind: 'failure', type, message: finding === '' ? 'It did not hold.' : finding }
  const cases: readonly Case[] = [
    ...criteria.map((one) => ({
      classname: id,
      name: `${one.id} ${one.text}`,
      outcome: judged('criterion', one.passed),
    })),
    ...expected.map((one) => ({
      classname: `${id}.expected`,
      name: one.text,
      outcome: judged('expected', one.passed),
    })),
  ]
  const isExplained = status === 'passed' || cases.some(({ outcome }) => outcome.kind === 'failure')
  return isExplained ? cases : [...cases, { classname: id, name: `${id} passed`, outcome: judged('scenario', false) }]
}

const pushSuite = ({ push }: ReportModel): readonly Suite[] =>
  push === null
    ? []
    : [
        {
          name: 'Push',
          durationMs: push.durationMs,
          cases: [
            ...push.leads.map(({ domain, outcome, reason }): Case => ({
              classname: 'push',
              name: domain,
              outcome: GOOD_OUTCOMES.includes(outcome)
                ? PASSED
                : { kind: 'failure', type: outcome, message: `${outcome}: ${reason ?? 'no reason was given'}` },
            })),
            ...unlistedCase(push.unlisted),
          ],
        },
      ]

/** Of a bulk push the run keeps a part by name; the outcomes count them all. */
const unlistedCase = (unlisted: number): readonly Case[] =>
  unlisted === 0
    ? []
    : [
        {
          classname: 'push',
          name: 'Leads that are not listed',
          outcome: { kind: 'skipped', message: `${String(unlisted)} further leads are counted and not listed.` },
        },
      ]

function writeSuite(
  { name, durationMs, cases }: Suite,
  { id, report }: { readonly id: number; readonly report: ReportModel },
): string {
  const of = (kind: Outcome['kind']): number => cases.filter(({ outcome }) => outcome.kind === kind).length
  const { tenant, run } = report
  return [
    `  <testsuite name="${attribute(name)}" package="hunter-d365-console" id="${String(id)}" hostname="localhost"`,
    ` timestamp="${run.startedAt.slice(0, 19)}" time="${seconds(durationMs)}" tests="${String(cases.length)}"`,
    ` failures="${String(of('failure'))}" errors="${String(of('error'))}" skipped="${String(of('skipped'))}">\n`,
    `    <properties>\n`,
    ...Object.entries({
      run: run.id,
      tenant: tenant.name,
      environment: tenant.environment,
      console: run.appVersion,
      ...Object.fromEntries(report.attestations.map(({ row, by, at }) => [`attested ${row}`, `${by}, ${at}`])),
      ...Object.fromEntries(report.scenarios.flatMap(faultsOf)),
      ...(report.counts.checks.warnings === 0 ? {} : { warnings: warningsOf(report) }),
    }).map(([key, value]) => `      <property name="${attribute(key)}" value="${attribute(value)}"/>\n`),
    `    </properties>\n`,
    ...cases.map(writeCase),
    `    <system-out/>\n    <system-err/>\n  </testsuite>\n`,
  ].join('')
}

/** What was put there on purpose must not be read as what the organisation did. */
const faultsOf = ({ id, faultsAt }: ReportScenario): readonly (readonly [string, string])[] =>
  faultsAt === null ? [] : [[`faults ${id}`, REPORT_WORDS_EN.faultsAt[faultsAt]]]

/** The format has no word between passed and failed. */
const warningsOf = ({ checks }: ReportModel): string =>
  checks
    .filter(({ status }) => status === 'warning')
    .map(({ id }) => id)
    .join(' ')

function writeCase({ classname, name, outcome }: Case): string {
  const head = `    <testcase classname="${attribute(classname)}" name="${attribute(name)}" time="0"`
  if (outcome.kind === 'passed') return `${head}/>\n`
  const message = attribute(outcome.message)
  const inside =
    outcome.kind === 'skipped'
      ? `<skipped message="${message}"/>`
      : `<${outcome.kind} type="${attribute(outcome.type)}" message="${message}">${message}</${outcome.kind}>`
  return `${head}>${inside}</testcase>\n`
}

const seconds = (ms: number): string => (Math.max(ms, 0) / 1000).toFixed(3)

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** For attributes and content alike. Source: XML 1.0, sections 2.2 (characters that may occur; the rest is shown by its code) and 2.4. */
const attribute = (text: string): string =>
  onOneLine(cutText(text, LONGEST_TEXT)).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
