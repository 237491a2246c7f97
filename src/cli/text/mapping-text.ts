import { adviseMappingFinding } from '../../shared/advice/mapping-texts.ts'
import type { MappingVerdict, OwnMapping, TargetColumn } from '../../shared/model/mapping.ts'
import { formatTable, plain } from '../format-table.ts'
import type { Page } from './page.ts'

interface Shown {
  readonly tenant: string
  readonly profile: string
  readonly own: OwnMapping | null
}

export function mappingText({ tenant, profile, own }: Shown, { paint, width }: Page): string {
  const heading = `${paint('strong', plain(tenant))} uses the profile ${profile}.`
  if (profile !== 'own' || own === null) return heading
  const rows = own.columns.map(({ field, column, kind, maxLength, choices }) => [
    field,
    column,
    kind,
    maxLength === null ? '–' : String(maxLength),
    choices === null
      ? ''
      : plain(
          Object.entries(choices)
            .map(([word, value]) => `${word} = ${value}`)
            .join(', '),
        ),
  ])
  return `${heading}\n\n${formatTable(['field', 'column', 'type', 'length', 'choices'], rows, { width })}`
}

export function columnsText(columns: readonly TargetColumn[], { width }: Page): string {
  const rows = columns
    .filter(({ kind, isWritable }) => kind !== null && isWritable)
    .map(({ column, label, type, maxLength, choices }) => [
      column,
      type,
      maxLength === null ? '–' : String(maxLength),
      plain(label),
      plain(choices.map(({ value, label: word }) => `${word} = ${value}`).join(', ')),
    ])
  return formatTable(['column', 'type', 'length', 'label', 'choices'], rows, { width })
}

export function verdictText(
  { tenant, profile, findings, ok }: MappingVerdict & { readonly tenant: string; readonly profile: string },
  { paint, width }: Page,
): string {
  const heading = paint('strong', `Profile ${profile} on ${plain(tenant)}`)
  const verdict = ok ? paint('good', 'pushes under it are taken') : paint('bad', 'pushes under it would be refused')
  if (findings.length === 0) return `${heading}\n\n${verdict}`
  const rows = findings.map((finding) => {
    const [means, remedy] = adviseMappingFinding(finding, 'en')
    return [
      finding.column,
      finding.blocks ? paint('bad', 'failed') : paint('warning', 'warning'),
      plain(means),
      plain(remedy),
    ]
  })
  return `${heading}\n\n${formatTable(['column', 'verdict', 'what', 'to do'], rows, { width })}\n\n${verdict}`
}
