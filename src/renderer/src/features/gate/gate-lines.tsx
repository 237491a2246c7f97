import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { GateLine, Production } from '../../../../shared/model/gate.ts'
import { Section } from '../../ui/section.tsx'
import { groupLines, isGood } from './gate-groups.ts'
import { GateLineRow, type PersonsPart } from './gate-line-row.tsx'

const useStyles = makeStyles({
  groups: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  rows: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** The fifteen lines in the runbook's five groups. */
export function GateLines({
  tenantId,
  lines,
  production,
}: {
  readonly tenantId: string
  readonly lines: readonly GateLine[]
  readonly production: Production | null
}): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('gate')
  return (
    <div className={styles.groups}>
      {groupLines(lines).map((group) => (
        <Section
          key={group.name}
          title={t(`group.${group.name}`)}
          actions={
            <Text size={200} className={styles.quiet}>
              {t('groupCount', { good: group.lines.filter(isGood).length, total: group.lines.length })}
            </Text>
          }
        >
          <ul className={styles.rows}>
            {group.lines.map((line) => (
              <GateLineRow
                key={line.id}
                tenantId={tenantId}
                line={line}
                part={line.id === 'E1.15' ? 'attest' : 'none'}
              />
            ))}
          </ul>
        </Section>
      ))}
      {production && <ProductionLines tenantId={tenantId} production={production} />}
    </div>
  )
}

/** The runbook's E.2, on PROD tenants alone: closed until a GO names the tenant. */
function ProductionLines({
  tenantId,
  production,
}: {
  readonly tenantId: string
  readonly production: Production
}): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('gate')
  const { openedBy, lines } = production
  const hint =
    openedBy === null
      ? t('production.closed')
      : t('production.open', { sequence: openedBy.sequence, tenant: openedBy.tenant })
  return (
    <Section title={t('production.title')} hint={hint}>
      <ul className={styles.rows}>
        {lines.map((line) => (
          <GateLineRow key={line.id} tenantId={tenantId} line={line} part={openedBy === null ? 'none' : partOf(line)} />
        ))}
      </ul>
    </Section>
  )
}

/** E2.4 is C1, run on PROD; a person confirms the others. */
const partOf = ({ id }: GateLine): PersonsPart => (id === 'E2.4' ? 'run-c1' : 'attest')
