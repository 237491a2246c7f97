import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Text, tokens } from '@fluentui/react-components'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TargetColumn } from '../../../../shared/model/mapping.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { columnsOf, MappingContext } from '../../app/mapping/mapping.store.ts'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import type { LeadDetail } from './leads-state.ts'

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  faults: { flexShrink: 0, marginBottom: tokens.spacingVerticalM },
  words: { whiteSpace: 'normal', paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS },
  table: {
    width: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'collapse',
    marginBottom: tokens.spacingVerticalM,
    '& th, & td': {
      textAlign: 'left',
      verticalAlign: 'top',
      padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS} 0`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
      overflowWrap: 'anywhere',
      fontWeight: tokens.fontWeightRegular,
    },
    '& thead th': { color: tokens.colorNeutralForeground3 },
  },
})

export interface PayloadViewProps {
  readonly tenant: TenantView
  readonly payload: LeadDetail['payload']
  readonly faults: LeadDetail['faults']
}

/** What a push would send now, with the tenant's own labels where its columns could be read. */
export function PayloadView({ tenant, payload, faults }: PayloadViewProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('leads')
  const recorded = useRecordedText()
  const needColumns = MappingContext.useSelected((state) => state.needColumns)
  const targets = MappingContext.useSelected(columnsOf(tenant.id))
  useEffect(() => void needColumns(tenant.id), [needColumns, tenant.id])
  return (
    <>
      {faults.length > 0 && (
        <MessageBar intent="error" layout="multiline" className={styles.faults}>
          <MessageBarBody className={styles.words}>
            <MessageBarTitle>{t('detail.payloadFaults')}</MessageBarTitle>
            {faults.map((fault) => (
              <Text block key={fault}>
                {recorded(fault)}
              </Text>
            ))}
          </MessageBarBody>
        </MessageBar>
      )}
      <Text as="p" size={200} block className={styles.quiet} style={{ marginTop: 0 }}>
        {t('detail.payloadHint', { profile: tenant.mappingProfile })}
      </Text>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('detail.payloadColumn')}</th>
            <th scope="col">{t('detail.payloadValue')}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(payload).map(([column, value]) => {
            const target = targets?.find((one) => one.column === column)
            return (
              <tr key={column}>
                <th scope="row">
                  {target !== undefined && <Text block>{target.label}</Text>}
                  <Text block size={200} font="monospace" className={styles.quiet}>
                    {column}
                  </Text>
                </th>
                <td>{valueWords(value, target)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <Disclosure label={t('detail.payloadJson')}>
        <CodeBlock label={t('detail.payload')} text={JSON.stringify(payload, null, 2)} />
      </Disclosure>
    </>
  )
}

/** A choice travels as an integer; its label stands before it. */
function valueWords(value: unknown, target: TargetColumn | undefined): string {
  const sent = typeof value === 'string' ? value : JSON.stringify(value)
  const choice = target?.choices.find((one) => one.value === value)
  return choice === undefined ? sent : `${choice.label} (${sent})`
}
