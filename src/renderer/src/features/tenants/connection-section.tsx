import { Button, Spinner } from '@fluentui/react-components'
import { PlugConnected20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../../shared/model/failure.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { KeyValues } from '../../ui/key-values.tsx'
import { Section } from '../../ui/section.tsx'
import { OrganizationNotice, otherOrganizationOf } from './organization-notice.tsx'
import { TenantsContext } from './tenants.store.ts'
import { StageList } from './stage-list.tsx'
import { stagesOf } from './test-stages.ts'
import { useStageDetail } from './use-stage-detail.ts'

/** What the connection is, and the proof that it works: token, WhoAmI, organisation. */
export function ConnectionSection({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t } = useTranslation('tenants')
  const test = TenantsContext.useSelected((state) => state.tests.get(tenant.id) ?? null)
  const start = TenantsContext.useSelected((state) => state.test)
  const detailOf = useStageDetail(tenant.id)
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
      {isOpen && <StageList stages={stagesOf(test)} detailOf={detailOf} />}
      {test?.status === 'failed' && <TestFailure tenant={tenant} failure={test.failure} />}
      <KeyValues items={factsOf(tenant, t)} />
    </Section>
  )
}

function TestFailure({ tenant, failure }: { readonly tenant: TenantView; readonly failure: Failure }): ReactNode {
  const other = otherOrganizationOf(failure)
  return other === null ? <FailureNotice failure={failure} /> : <OrganizationNotice tenant={tenant} other={other} />
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
