import { createHash } from 'node:crypto'
import { parse, type DefaultTreeAdapterTypes } from 'parse5'
import { describe, expect, it } from 'vitest'
import { writeHtml } from '../../../../src/core/reports/html/write-html.ts'
import { anEvidence, aTenant } from '../../../support/builders.ts'
import { HOSTILE_TEXTS } from '../../../support/hostile-texts.ts'
import { aHostileReport } from './hostile-report.ts'
import { A_PNG, aCertificate, aCheckRun, aReport, aScenarioResult, aScenarioRun } from './sample-report.ts'

type Element = DefaultTreeAdapterTypes.Element

const istanbul = () => 180

/** Every element of the page as a browser would build it. */
function elements(html: string): readonly Element[] {
  const walk = (node: DefaultTreeAdapterTypes.Node): Element[] => [
    ...('tagName' in node ? [node] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(walk) : []),
  ]
  return walk(parse(html))
}

/** The shape of a page: tags and attribute names, without any value that a text could reach. */
const shape = (html: string): string =>
  elements(html)
    .map(
      ({ tagName, attrs }) =>
        `${tagName}[${attrs
          .map(({ name }) => name)
          .sort()
          .join(' ')}]`,
    )
    .join('\n')

describe('writeHtml', () => {
  it(
    'builds the same page around every hostile text: nothing becomes an element or an attribute',
    { timeout: 60_000 },
    () => {
      const harmless = shape(writeHtml(aHostileReport('harmless'), istanbul, 'en'))
      for (const text of HOSTILE_TEXTS.filter((one) => one !== '')) {
        expect(shape(writeHtml(aHostileReport(text), istanbul, 'en')), JSON.stringify(text.slice(0, 80))).toBe(harmless)
      }
    },
  )

  it('needs nothing else: no script, nothing that loads, one style its own policy names', () => {
    const page = elements(writeHtml(aReport(), istanbul, 'en'))
    const tags = new Set(page.map(({ tagName }) => tagName))
    for (const tag of ['script', 'link', 'img', 'iframe', 'object', 'embed', 'form', 'base', 'video'])
      expect(tags).not.toContain(tag)
    const attributes = page.flatMap(({ attrs }) => attrs)
    expect(attributes.filter(({ name }) => name.startsWith('on') || name === 'src' || name === 'style')).toEqual([])
    expect(attributes.filter(({ name, value }) => name === 'href' && !value.startsWith('#'))).toEqual([])
    const policy = attributes.find(({ value }) => value.startsWith('default-src'))
    expect(policy?.value).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; base-uri 'none'; form-action 'none'$/,
    )
  })

  it('is styled: the policy lets exactly its style element through', () => {
    const page = writeHtml(aReport(), istanbul, 'en')
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? ''
    expect(page).toContain(`sha256-${createHash('sha256').update(style).digest('base64')}`)
  })

  it('holds the picture of a badge in itself, told in words too, and says why another has none', () => {
    const body = { png: A_PNG, width: 120, height: 30, domain: 'c1-1.hunter-test.invalid', badge: 'synced' }
    const evidence = [
      anEvidence({ kind: 'screenshot', body }),
      anEvidence({ id: 'e2b7c6a1-0d3f-4e5a-8b9c-1d2e3f4a5b08', kind: 'view-model', body: { noPicture: 'no_window' } }),
      anEvidence({ id: 'e2b7c6a1-0d3f-4e5a-8b9c-1d2e3f4a5b09', kind: 'note', body }),
    ]
    const page = writeHtml(aReport({ evidence }), istanbul, 'tr')
    const pictures = elements(page).filter(({ tagName }) => tagName === 'img')
    expect(pictures.map(({ attrs }) => Object.fromEntries(attrs.map(({ name, value }) => [name, value])))).toEqual([
      {
        class: 'badge',
        src: `data:image/png;base64,${A_PNG}`,
        alt: 'Rozet: Eşitlendi, c1-1.hunter-test.invalid',
        width: '120',
        height: '30',
      },
    ])
    expect(page).toContain('Rozetin resmi yok')
  })

  it('shows the certificate of C2: every push with its ids, the one id, the count, the control', () => {
    const run = aScenarioRun([aScenarioResult({ id: 'C2', certificate: aCertificate('push-again') })])
    const page = writeHtml(aReport({ run }), istanbul, 'en')
    expect(page).toContain('Holds: pushed three times, one lead in D365')
    expect(page).toContain('412 <code>push-again</code>')
    expect(page).toContain('<code>push-again, push-again, push-again</code>')
    expect(page).toContain('2 / 2')
  })

  it('leads from the contents, the glance and each criterion to a place that is there', () => {
    const evidence = [anEvidence({ id: 'e2b7c6a1-0d3f-4e5a-8b9c-1d2e3f4a5b07' })]
    const criteria = [{ id: 'C1.1', text: 'It was', passed: true, evidence: evidence[0]!.id }]
    const run = aScenarioRun([aScenarioResult({ criteria })])
    const page = elements(writeHtml(aReport({ run, evidence }), istanbul, 'en'))
    const ids = page.flatMap(({ attrs }) => attrs.filter(({ name }) => name === 'id').map(({ value }) => value))
    const targets = page.flatMap(({ attrs }) =>
      attrs.filter(({ name }) => name === 'href').map(({ value }) => value.slice(1)),
    )
    expect(new Set(ids).size).toBe(ids.length)
    expect(targets).toContain(`evidence-${evidence[0]!.id}`)
    expect(targets.filter((target) => !ids.includes(target))).toEqual([])
  })

  it('speaks Turkish to a Turkish reader, and says which words are quoted', () => {
    const run = aCheckRun([
      { id: 'A1.1', title: 'App', status: 'failed', detail: 'No token.', remedy: null, evidence: [] },
    ])
    const page = writeHtml(aReport({ run }), istanbul, 'tr')
    expect(page).toContain('<html lang="tr">')
    expect(page).toContain('Uygulama kaydı doğru kiracıda')
    expect(page).toContain('<span lang="en">No token.</span>')
    expect(page).toContain('Kaldı')
  })

  it('never calls a run that executed nothing, or was cut, a success', () => {
    expect(writeHtml(aReport({ run: aCheckRun([]) }), istanbul, 'en')).toContain('Nothing was executed')
    const cut = { ...aScenarioRun([aScenarioResult()]), status: 'interrupted' as const }
    expect(writeHtml(aReport({ run: cut }), istanbul, 'en')).toContain('<strong>Not finished</strong>')
    expect(writeHtml(aReport(), istanbul, 'en')).toContain('<strong>Passed</strong>')
  })

  it('shows times local with their offset and keeps the UTC for machines', () => {
    expect(writeHtml(aReport({ tenant: aTenant() }), istanbul, 'en')).toContain(
      '<time datetime="2026-03-01T12:00:00.000Z">2026-03-01 15:00:00 +03:00</time>',
    )
  })

  it('gives the same bytes for the same model', () => {
    const report = aReport({ evidence: [anEvidence()] })
    expect(writeHtml(report, istanbul, 'en')).toBe(writeHtml(structuredClone(report), istanbul, 'en'))
  })
})
