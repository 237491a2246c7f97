import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircle16Filled,
  Circle16Regular,
  DismissCircle16Filled,
  PlugConnected20Regular,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../../shared/model/failure.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { KeyValues } from '../../ui/key-values.tsx'
import { Section } from '../../ui/section.tsx'
import { OrganizationNotice, otherOrganizationOf } from './organization-notice.tsx'
import { TenantsContext } from './tenants.store.ts'
import { stagesOf, type Stage } from './test-stages.ts'
import { useStageDetail } from './use-stage-detail.ts'

const useStyles = makeStyles({
  stages: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  stage: {
    display: 'grid',
    gridTemplateColumns: '20px max-content minmax(0, 1fr)',
    gap: tokens.spacingHorizontalS,
    alignItems: 'center',
  },
  passed: { color: tokens.colorStatusSuccessForeground1, display: 'inline-flex' },
  failed: { color: tokens.colorStatusDangerForeground1, display: 'inline-flex' },
  other: { color: tokens.colorNeutralForeground3, display: 'inline-flex' },
  detail: { color: tokens.colorNeutralForeground3, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
})

/** What the connection is, and the proof that it works: token, WhoAmI, organisation. */
export function ConnectionSection({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const test = TenantsContext.useSelected((state) => state.tests.get(tenant.id) ?? null)
  const start = TenantsContext.useSelected((state) => state.test)
  const isRunning = test?.status === 'running'
  const isOpen = tenant.archivedAt === null
  return (
    <Section
      title={t('connection.title')}
      hint={t('connection.hint')}
      actions={
        isOpen && (
          <Button
            icon={isRunning ? <Spinner size="tiny" /> : <PlugConnected20Regular />}
            disabledFocusable={isRunning}
            onClick={() => void start(tenant.id)}
          >
            {isRunning ? t('connection.testing') : t('connection.test')}
          </Button>
        )
      }
    >
      {isOpen && (
        <ol className={styles.stages} aria-live="polite">
          {stagesOf(test).map((stage) => (
            <StageRow key={stage.name} stage={stage} tenant={tenant} />
          ))}
        </ol>
      )}
      {test?.status === 'failed' && <TestFailure tenant={tenant} failure={test.failure} />}
      <KeyValues items={factsOf(tenant, t)} />
    </Section>
  )
}

function TestFailure({ tenant, failure }: { readonly tenant: TenantView; readonly failure: Failure }): ReactNode {
  const other = otherOrganizationOf(failure)
  return other === null ? <FailureNotice failure={failure} /> : <OrganizationNotice tenant={tenant} other={other} />
}

function StageRow({ stage, tenant }: { readonly stage: Stage; readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const detail = useStageDetail(tenant.id, stage)
  return (
    <li className={styles.stage}>
      {stage.status === 'running' ? (
        <Spinner size="extra-tiny" aria-hidden="true" />
      ) : (
        <span
          aria-hidden="true"
          className={
            stage.status === 'passed' ? styles.passed : stage.status === 'failed' ? styles.failed : styles.other
          }
        >
          {stage.status === 'passed' && <CheckmarkCircle16Filled />}
          {stage.status === 'failed' && <DismissCircle16Filled />}
          {(stage.status === 'waiting' || stage.status === 'unknown') && <Circle16Regular />}
        </span>
      )}
      <Text weight="semibold">{t(`connection.stage.${stage.name}`)}</Text>
      <Text className={styles.detail} title={detail}>
        {detail}
      </Text>
    </li>
  )
}

type Translate = ReturnType<typeof useTranslation<'tenants'>>['t']

function factsOf(tenant: TenantView, t: Translate): readonly { readonly key: string; readonly value: ReactNode }[] {
  const { detectedEnvironment: detected, environment: declared } = tenant
  return [
    { key: t('connection.baseUrl'), value: tenant.baseUrl },
    {
      key: t('connection.declared'),
      value: detected === null || detected === declared ? declared : t('connection.detected', { declared, detected }),
    },
    { key: t('connection.entraTenantId'), value: <code>{tenant.entraTenantId}</code> },
    { key: t('connection.clientId'), value: <code>{tenant.clientId}</code> },
    ...(tenant.organizationId === null
      ? []
      : [{ key: t('connection.organizationId'), value: <code>{tenant.organizationId}</code> }]),
    { key: t('connection.apiVersion'), value: tenant.apiVersion },
    { key: t('connection.mappingProfile'), value: tenant.mappingProfile },
  ]
}
