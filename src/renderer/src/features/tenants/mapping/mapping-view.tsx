import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Copy20Regular, Edit20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  FIXED_COLUMNS,
  type BuiltInProfiles,
  type MappingProfileName,
  type ProfileColumn,
} from '../../../../../shared/model/mapping.ts'
import type { TenantView } from '../../../../../shared/model/tenant.ts'
import { columnsOf, MappingContext } from '../../../app/mapping/mapping.store.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { emptyRow, rowsOfOwn, rowsOfProfile } from './mapping-draft.ts'
import { MappingFindings } from './mapping-findings.tsx'
import type { MappingEditing } from './use-mapping.ts'

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    '& th, & td': {
      textAlign: 'left',
      verticalAlign: 'top',
      padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
      overflowWrap: 'anywhere',
      fontWeight: tokens.fontWeightRegular,
    },
    '& thead th': { color: tokens.colorNeutralForeground3, width: '50%' },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

export interface MappingViewProps {
  readonly tenant: TenantView
  readonly mapping: MappingEditing
}

/** The picked profile as it is, and the ways to make it one's own. */
export function MappingView({ tenant, mapping }: MappingViewProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const builtIn = MappingContext.useSelected((state) => state.builtIn)
  if (builtIn === null) return null
  const { picked, findings, pick, edit } = mapping
  const own = tenant.ownMapping
  if (picked === 'own' && own === null) return <StartOwn mapping={mapping} builtIn={builtIn} />
  const columns = columnsOfProfile(picked, tenant, builtIn)
  return (
    <>
      <Disclosure label={t('mapping.columns', { count: columns.length })} isOpenAtFirst={picked === 'own'}>
        <ProfileTable tenantId={tenant.id} columns={columns} />
      </Disclosure>
      <MappingFindings findings={findings} />
      <div className={styles.actions}>
        {picked === 'own' && own !== null && (
          <Button icon={<Edit20Regular />} onClick={() => edit(rowsOfOwn(own))}>
            {t('mapping.edit')}
          </Button>
        )}
        {picked !== 'own' && picked !== 'standard' && (
          <Button
            icon={<Copy20Regular />}
            onClick={() => {
              pick('own')
              edit(rowsOfProfile(builtIn[picked]))
            }}
          >
            {t('mapping.startOwn')}
          </Button>
        )}
      </div>
    </>
  )
}

interface StartOwnProps {
  readonly mapping: MappingEditing
  readonly builtIn: BuiltInProfiles
}

function StartOwn({ mapping: { edit }, builtIn }: StartOwnProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  return (
    <>
      <Text>{t('mapping.noOwn')}</Text>
      <div className={styles.actions}>
        {(['hnt', 'hunter'] as const).map((profile) => (
          <Button key={profile} icon={<Copy20Regular />} onClick={() => edit(rowsOfProfile(builtIn[profile]))}>
            {t('mapping.copyOf', { profile })}
          </Button>
        ))}
        <Button onClick={() => edit([emptyRow()])}>{t('mapping.startEmpty')}</Button>
      </div>
    </>
  )
}

interface ProfileTableProps {
  readonly tenantId: string
  readonly columns: readonly ProfileColumn[]
}

function ProfileTable({ tenantId, columns }: ProfileTableProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['tenants', 'leads'])
  const targets = MappingContext.useSelected(columnsOf(tenantId))
  const filledWith = ({ column, field }: ProfileColumn): string => {
    if (field !== null) return t(`leads:field.${field}`)
    const fixed = FIXED_COLUMNS.find((name) => name === column)
    return fixed === undefined ? t('mapping.workedOut') : t(`mapping.fixedField.${fixed}`)
  }
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('mapping.column')}</th>
          <th scope="col">{t('mapping.filledWith')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => (
          <tr key={column.column}>
            <th scope="row">
              <code>{column.column}</code>{' '}
              <span className={styles.quiet}>
                {targets?.find((target) => target.column === column.column)?.label ?? ''}
              </span>
            </th>
            <td>
              {filledWith(column)}
              {column.choices !== null && (
                <Text block size={200} className={styles.quiet}>
                  {Object.entries(column.choices)
                    .map(([word, value]) => `${word} = ${value}`)
                    .join(', ')}
                </Text>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function columnsOfProfile(
  profile: MappingProfileName,
  { ownMapping }: TenantView,
  builtIn: BuiltInProfiles,
): readonly ProfileColumn[] {
  return profile === 'own' ? [...builtIn.standard, ...(ownMapping?.columns ?? [])] : builtIn[profile]
}
