import {
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  tokens,
} from '@fluentui/react-components'
import { ChevronDown20Regular, PlugConnected20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NavigationContext } from '../navigation/navigation.store.ts'
import { EnvironmentMark } from '../session/environment-mark.tsx'
import { markOf } from '../session/mark-of.ts'
import { selectActiveTenant, selectTenants, SessionContext } from '../session/session.store.ts'

const useStyles = makeStyles({
  button: { maxWidth: '380px', flexShrink: 0 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', marginLeft: tokens.spacingHorizontalS },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    justifyContent: 'space-between',
    minWidth: '260px',
  },
})

/** The tenant in use, unmistakably marked, and the others. */
export function TenantSwitcher(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('shell')
  const tenants = SessionContext.useSelected(selectTenants)
  const active = SessionContext.useSelected(selectActiveTenant)
  const select = SessionContext.useSelected((state) => state.select)
  const goTo = NavigationContext.useSelected((state) => state.goTo)
  if (!active) return null
  const environment = t(`environment.words.${markOf(active)}`)
  return (
    <Menu
      checkedValues={{ tenant: [active.id] }}
      onCheckedValueChange={(_event, data) => {
        const [id] = data.checkedItems
        if (id !== undefined && id !== active.id) void select(id)
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          className={styles.button}
          icon={<ChevronDown20Regular />}
          iconPosition="after"
          title={t('tenant.active', { name: active.name, environment })}
        >
          <EnvironmentMark tenant={active} />
          <Text weight="semibold" className={styles.name}>
            {active.name}
          </Text>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList aria-label={t('tenant.choose')}>
          {tenants
            .filter((tenant) => tenant.archivedAt === null)
            .map((tenant) => (
              <MenuItemRadio key={tenant.id} name="tenant" value={tenant.id}>
                <span className={styles.item}>
                  {tenant.name}
                  <EnvironmentMark tenant={tenant} />
                </span>
              </MenuItemRadio>
            ))}
          <MenuDivider />
          <MenuItem icon={<PlugConnected20Regular />} onClick={() => goTo('tenants')}>
            {t('tenant.manage')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
