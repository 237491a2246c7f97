import { useTranslation } from 'react-i18next'
import { formatClock } from '../../ui/format-time.ts'
import { TenantsContext } from './tenants.store.ts'
import type { Stage } from './test-stages.ts'

/** What a stage of the tenant's last test found, in one line. */
export function useStageDetail(tenantId: string): (stage: Stage) => string {
  const { t, i18n } = useTranslation('tenants')
  const test = TenantsContext.useSelected((state) => state.tests.get(tenantId) ?? null)
  return (stage) => {
    if (stage.status !== 'passed' || test?.status !== 'proved') return t(`connection.status.${stage.status}`)
    const { proof } = test
    switch (stage.name) {
      case 'token':
        return t('connection.tokenDetail', {
          length: proof.tokenLength,
          until: formatClock(proof.tokenExpiresAt, i18n.language),
        })
      case 'whoAmI':
        return t('connection.userDetail', { user: proof.userFullName ?? t('connection.noUserName') })
      case 'organization':
        return t('connection.organizationDetail', {
          organization: proof.organizationName ?? proof.organizationId,
          environment: proof.detectedEnvironment ?? t('connection.unknownType'),
        })
    }
  }
}
