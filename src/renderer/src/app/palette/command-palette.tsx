import { Dialog, DialogSurface, makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NavigationContext } from '../navigation/navigation.store.ts'
import { PaletteBody } from './palette-body.tsx'

const useStyles = makeStyles({
  surface: { padding: tokens.spacingHorizontalM, maxWidth: '560px' },
})

/** Ctrl+K (⌘K): every place, tenant and theme by name. */
export function CommandPalette(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('shell')
  const isOpen = NavigationContext.useSelected((state) => state.isPaletteOpen)
  const setOpen = NavigationContext.useSelected((state) => state.setPaletteOpen)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      setOpen(true)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [setOpen])
  return (
    <Dialog open={isOpen} onOpenChange={(_event, data) => setOpen(data.open)}>
      <DialogSurface className={styles.surface} aria-label={t('palette.title')}>
        {isOpen && <PaletteBody onDone={() => setOpen(false)} />}
      </DialogSurface>
    </Dialog>
  )
}
