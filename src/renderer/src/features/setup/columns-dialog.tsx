import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColumnsCreated, ColumnsPlanned } from '../../../../shared/model/check.ts'
import { selectActiveTenant, SessionContext } from '../../app/session/session.store.ts'
import { failureOf } from '../../bridge/action-state.ts'
import type { Loadable } from '../../bridge/loadable.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { OpenerButton } from '../../ui/opener-button.tsx'
import { SetupToolsContext } from './setup-tools.store.ts'
import { SetupContext } from './setup.store.ts'

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: tokens.fontSizeBase200,
    '& th, & td': {
      textAlign: 'left',
      verticalAlign: 'top',
      padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS} 0`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    },
  },
})

/** Shows exactly what would be created before anything is. */
export function ColumnsButton(): ReactNode {
  const { t } = useTranslation('setup')
  const askPlan = SetupToolsContext.useSelected((state) => state.askPlan)
  return (
    <OpenerButton size="small" onClick={() => void askPlan()}>
      {t('columns.button')}
    </OpenerButton>
  )
}

/** The plan, then what became of it. */
export function ColumnsDialog(): ReactNode {
  const plan = SetupToolsContext.useSelected((state) => state.plan)
  const created = SetupToolsContext.useSelected((state) => state.created)
  if (created !== null) return <CreatedDialog created={created} />
  return plan === null ? null : <PlanDialog plan={plan} />
}

function PlanDialog({ plan }: { readonly plan: Loadable<ColumnsPlanned> }): ReactNode {
  const { t } = useTranslation('setup')
  const tenant = SessionContext.useSelected(selectActiveTenant)
  const creating = SetupToolsContext.useSelected((state) => state.creating)
  const create = SetupToolsContext.useSelected((state) => state.create)
  const close = SetupToolsContext.useSelected((state) => state.closePlan)
  const toType = tenant?.effectiveEnvironment === 'PROD' && tenant.unlockedUntil === null ? tenant.name : null
  const typedWords =
    toType === null ? {} : { typedWords: { label: t('columns.typeName', { name: toType }), expected: toType } }
  const failure = failureOf(creating)
  return (
    <ConfirmDialog
      isOpen
      title={t('columns.title')}
      confirmLabel={t('columns.create')}
      isBusy={creating.status === 'busy' || !canCreate(plan)}
      {...typedWords}
      onConfirm={(typed) => void create(toType === null ? null : typed)}
      onClose={close}
    >
      {plan.status === 'loading' && <LoadingState rows={3} height={16} />}
      {plan.status === 'failed' && <FailureNotice failure={plan.failure} />}
      {plan.status === 'loaded' && <Plan plan={plan.value} />}
      {failure && <FailureNotice failure={failure} />}
    </ConfirmDialog>
  )
}

const canCreate = (plan: Loadable<ColumnsPlanned>): boolean =>
  plan.status === 'loaded' && plan.value.solution !== null && plan.value.columns.length > 0

function CreatedDialog({ created }: { readonly created: ColumnsCreated }): ReactNode {
  const { t } = useTranslation('setup')
  const close = SetupToolsContext.useSelected((state) => state.closePlan)
  const runRow = SetupContext.useSelected((state) => state.runRow)
  const end = (): void => {
    close()
    void runRow('A3')
  }
  return (
    <ConfirmDialog isOpen title={t('columns.title')} confirmLabel={t('columns.done')} onConfirm={end} onClose={end}>
      <Created created={created} />
    </ConfirmDialog>
  )
}

function Plan({ plan }: { readonly plan: ColumnsPlanned }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('setup')
  const { solution } = plan
  return (
    <div className={styles.body}>
      <Text>
        {solution === null
          ? t('columns.noSolution')
          : t('columns.into', {
              solution: solution.friendlyName,
              publisher: solution.publisher,
              prefix: solution.prefix,
            })}
      </Text>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('columns.column')}</th>
            <th scope="col">{t('columns.type')}</th>
            <th scope="col">{t('columns.limits')}</th>
          </tr>
        </thead>
        <tbody>
          {plan.columns.map((column) => (
            <tr key={column.name}>
              <td>{column.name}</td>
              <td>{column.type}</td>
              <td>{limitsOf(column)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {plan.notOurs.length > 0 && <Text>{t('columns.notOurs', { names: plan.notOurs.join(', ') })}</Text>}
    </div>
  )
}

function limitsOf({ maxLength, range, choices }: ColumnsPlanned['columns'][number]): string {
  if (maxLength !== null) return String(maxLength)
  if (range !== null) return range.join('–')
  return (choices ?? []).map(({ value, label }) => `${String(value)} ${label}`).join(', ')
}

function Created({ created }: { readonly created: ColumnsCreated }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('setup')
  const failures = [...created.failed.map(({ failure }) => failure), created.publishFailure].filter(
    (one) => one !== null,
  )
  return (
    <div className={styles.body} role="status">
      <Text>{t('columns.created', { count: created.created.length, names: created.created.join(', ') })}</Text>
      {created.notSeenYet.length > 0 && (
        <Text>{t('columns.notSeenYet', { names: created.notSeenYet.join(', ') })}</Text>
      )}
      {failures.map((failure, index) => (
        <FailureNotice key={index} failure={failure} />
      ))}
    </div>
  )
}
