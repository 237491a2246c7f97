import { hash } from 'node:crypto'
import type { Lead, SyncState } from '../../shared/model/lead.ts'
import type { LeadBody } from '../d365/d365-client.ts'
import type { MappedColumn } from './mapped-column.ts'
import { normaliseDomain } from './normalise-domain.ts'
import { faultOfValue } from './validate-lead.ts'

export interface MappedLead {
  /** What a push would send. Columns whose value is at fault are left out; with faults nothing is sent at all. */
  readonly body: LeadBody
  /** Why D365 would refuse the lead, one sentence each; nothing is ever cut short to make it fit. */
  readonly faults: readonly string[]
}

/** A lead as a D365 body, by the columns of its tenant's profile. Pure: the same lead, state and columns give the same body. */
export function mapLead(lead: Lead, columns: readonly MappedColumn[], sync: SyncState): MappedLead {
  const body: Record<string, string | number | boolean> = {}
  const faults: string[] = []
  const domain = normaliseDomain(lead.domain)
  if (!domain.ok) faults.push(domain.failure)
  for (const column of columns) {
    const value = column.value(lead, sync)
    if (value === null || value === '') continue
    const sent = column.choices === undefined ? value : choiceOf(column.choices, String(value))
    const fault = sent === undefined ? unknownChoice(column, String(value)) : faultOfSent(column, value, sent)
    if (fault !== null) faults.push(fault)
    else if (sent !== undefined) body[column.column] = sent
  }
  return { body, faults }
}

function faultOfSent(
  column: MappedColumn,
  value: string | number | boolean,
  sent: string | number | boolean,
): string | null {
  if (column.takesNothing !== undefined) return `${column.column}: ${column.takesNothing}`
  if (column.offered === undefined || column.offered.includes(Number(sent))) return faultOfValue(column, sent)
  return `${column.column}: "${String(value).slice(0, 80)}" is sent as ${sent}; D365 knows ${column.offered.join(', ')}.`
}

const choiceOf = (choices: Readonly<Record<string, number>>, word: string): number | undefined =>
  Object.entries(choices).find(([name]) => name === word.trim().toLowerCase())?.[1]

const unknownChoice = ({ column, choices }: MappedColumn, value: string): string =>
  `${column}: "${value.slice(0, 80)}" is none of ${Object.keys(choices ?? {}).join(', ')}.`

/** SHA-256 (hex) of a body as sent: names which content an attempt carried without keeping it. */
export const digestOf = (body: LeadBody): string => hash('sha256', JSON.stringify(body))
