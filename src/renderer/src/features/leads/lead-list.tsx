import { makeStyles } from '@fluentui/react-components'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LeadListHead } from './lead-list-head.tsx'
import { LeadRow } from './lead-row.tsx'
import { rowAt } from './leads.selectors.ts'
import { LeadsContext } from './leads.store.ts'
import { ROW_HEIGHT, useListLayout } from './list-layout.ts'
import { moveIndex } from './move-index.ts'

const useStyles = makeStyles({
  scroll: {
    flex: 1,
    minHeight: 0,
    overflowY: 'auto',
    overflowX: 'hidden',
    scrollbarGutter: 'stable',
    contain: 'strict',
  },
  sizer: { position: 'relative', width: '100%' },
  grid: { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 },
})

/** The list itself: only the rows in view exist, whatever the number of leads. */
export function LeadList({ total }: { readonly total: number }): ReactNode {
  const styles = useStyles()
  const layout = useListLayout()
  const { t } = useTranslation('leads')
  const pages = LeadsContext.useSelected((state) => state.pages)
  const openDomain = LeadsContext.useSelected((state) => state.openDomain)
  const checked = LeadsContext.useSelected((state) => state.checked)
  const open = LeadsContext.useSelected((state) => state.open)
  const toggle = LeadsContext.useSelected((state) => state.toggle)
  const needRange = LeadsContext.useSelected((state) => state.needRange)
  const scroller = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState(0)
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer reads layout on every render by design
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => needRange(first, last), [needRange, first, last, pages])

  const openAt = useCallback(
    (index: number) => {
      setCurrent(index)
      const row = rowAt(pages, index)
      if (row) open(row.domain)
    },
    [open, pages],
  )
  const move = useCallback(
    (from: number, key: string) => {
      const target = moveIndex(from, key, total)
      setCurrent(target)
      virtualizer.scrollToIndex(target)
      // The row exists after the next paint; focusing the old one meanwhile would scroll back.
      requestAnimationFrame(() => {
        scroller.current?.querySelector<HTMLElement>(`[data-index="${target}"]`)?.focus()
      })
    },
    [total, virtualizer],
  )
  const reachable = Math.min(current, total - 1)
  return (
    <div className={layout.frame}>
      <div
        role="grid"
        aria-label={t('list')}
        aria-rowcount={total + 1}
        aria-multiselectable="true"
        className={styles.grid}
      >
        <div role="rowgroup">
          <LeadListHead />
        </div>
        <div ref={scroller} role="presentation" className={styles.scroll}>
          <div role="rowgroup" className={styles.sizer} style={{ height: virtualizer.getTotalSize() }}>
            {items.map((item) => {
              const row = rowAt(pages, item.index)
              return (
                <LeadRow
                  key={item.key}
                  index={item.index}
                  offset={item.start}
                  row={row}
                  isOpen={row !== null && row.domain === openDomain}
                  isChecked={row !== null && checked.has(row.domain)}
                  isCurrent={item.index === reachable}
                  onOpen={openAt}
                  onToggle={toggle}
                  onMove={move}
                />
              )
            })}
          </div>
        </div>
      </div>
    </div>
  )
}
