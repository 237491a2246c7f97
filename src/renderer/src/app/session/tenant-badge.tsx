import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { EnvironmentMark } from './environment-mark.tsx'

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', maxWidth: '240px' },
})

/** Name and mark together, on every place that writes. */
export function TenantBadge({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  return (
    <span className={styles.root}>
      <EnvironmentMark tenant={tenant} />
      <Text weight="semibold" className={styles.name} title={tenant.name}>
        {tenant.name}
      </Text>
    </span>
  )
}
